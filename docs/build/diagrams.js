/* Draws what is written as Mermaid, in the colours of the page. Loads nothing where there is nothing to draw. */
(() => {
  const base = new URL('.', document.currentScript.src);
  const blocks = [...document.querySelectorAll('pre > code.mermaid')].map(
    (code) => code.parentElement,
  );
  if (blocks.length === 0) return;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const drawn = blocks.map((pre) => {
    for (const end of pre.querySelectorAll('br')) end.replaceWith('\n');
    const figure = document.createElement('div');
    figure.className = 'diagram';
    return { pre, figure, text: pre.querySelector('code').textContent };
  });

  async function draw() {
    const { theme } = document.documentElement.dataset;
    const isDark = theme === 'dark' || (theme !== 'light' && dark.matches);
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: 'strict',
      theme: isDark ? 'dark' : 'default',
    });
    for (const [place, { pre, figure, text }] of drawn.entries()) {
      const { svg } = await mermaid.render(`diagram-${place}`, text);
      figure.innerHTML = svg;
      if (pre.isConnected) pre.replaceWith(figure);
    }
  }

  let last = Promise.resolve();
  const drawAgain = () => {
    last = last.then(draw);
  };
  const script = document.createElement('script');
  script.src = new URL('mermaid.js', base);
  script.onload = () => {
    drawAgain();
    dark.addEventListener('change', drawAgain);
    new MutationObserver(drawAgain).observe(document.documentElement, {
      attributeFilter: ['data-theme'],
    });
  };
  document.head.append(script);
})();
