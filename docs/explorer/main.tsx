import { render } from 'preact';
import { useEffect, useLayoutEffect, useReducer } from 'preact/hooks';
import { openingOf } from './address.ts';
import { openFile } from './opening.ts';
import { begin, type Change, linkTo, open, redo, type State, tick, undo } from './state.ts';
import { Page } from './views/Page.tsx';

const tickMs = 900;
const opened = openingOf(location)(begin({ fault: undefined, choices: {} }));

function App() {
  const [state, change] = useReducer<State, Change>((before, how) => how(before), opened);
  const onFile = async (file: File) => change(await openFile(file));
  const link = linkTo(state);

  useLayoutEffect(() => {
    if (location.hash.slice(1) !== link) history.replaceState(null, '', `#${link}`);
  }, [link]);

  useEffect(() => {
    if (!state.isPlaying) return;
    const timer = setInterval(() => change(tick), tickMs);
    return () => clearInterval(timer);
  }, [state.isPlaying]);

  useEffect(() => {
    const onHash = () => change(open(location.hash.slice(1)));
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      change(event.shiftKey ? redo : undo);
    };
    const onDrag = (event: DragEvent) => event.preventDefault();
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file !== undefined) void onFile(file);
    };
    addEventListener('hashchange', onHash);
    addEventListener('keydown', onKey);
    addEventListener('dragover', onDrag);
    addEventListener('drop', onDrop);
  }, []);

  return <Page state={state} change={change} onFile={onFile} />;
}

const root = document.getElementById('page');
if (root !== null) render(<App />, root);
