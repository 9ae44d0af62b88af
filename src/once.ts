/** What gives a value that is made when it is first asked for: a validator takes longer to make than most commands take. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
