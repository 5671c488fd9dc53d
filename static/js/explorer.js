// Draws the explorer's figures with Plotly when the reader asks; without it the page is whole.
(() => {
  "use strict";
  const panel = document.getElementById("explorador");
  if (!panel) return;
  const button = panel.querySelector("button");
  const status = panel.querySelector("[role=status]");
  const say = (name) => { status.textContent = status.dataset[name]; };

  const library = () => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = panel.dataset.library;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  const figures = async () => {
    const answer = await fetch(panel.dataset.figures, { credentials: "omit" });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };

  const draw = async () => {
    button.disabled = true;
    say("loading");
    try {
      const [found] = await Promise.all([figures(), library()]);
      for (const place of document.querySelectorAll("[data-figure]")) {
        const figure = found[place.dataset.figure];
        if (!figure) continue;
        place.hidden = false;
        await window.Plotly.newPlot(place, figure.data, figure.layout, {
          responsive: true, displaylogo: false, displayModeBar: false,
        });
      }
      button.hidden = true;
      say("ready");
    } catch {
      button.disabled = false;
      say("failed");
    }
  };

  panel.hidden = false;
  button.addEventListener("click", draw);
})();
