// A map on Leaflet, fetched only if the reader asks for it; the drawn map says the same.
// `draw` puts the figures on the map and gives what the map is fitted to; `describe` says a feature
// in a node; both get what they may need of the page.
window.mapOnDemand = (draw, describe) => {
  "use strict";
  const panel = document.getElementById("mapa-interactivo");
  const button = panel.querySelector("button");
  const status = panel.querySelector("[role=status]");
  const place = panel.querySelector(".leaflet-place");
  const say = (name) => { status.textContent = status.dataset[name]; };
  const load = (tag, fields) => new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), fields);
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // A feature with its number on it, and its words when it is asked.
  const onEachFeature = (feature, layer) => {
    layer.bindPopup(() => describe(feature, { panel, status }));
    layer.bindTooltip(String(feature.properties.number), {
      permanent: true, direction: "center", className: "leaflet-number",
    });
  };

  const show = (data) => {
    place.hidden = false;
    const map = window.L.map(place, { zoomSnap: 0.5, attributionControl: true });
    map.attributionControl.setPrefix("").addAttribution(data.borders);
    map.fitBounds(draw(map, data, { token, onEachFeature }).getBounds());
  };

  panel.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    say("loading");
    try {
      const [answer] = await Promise.all([
        fetch(panel.dataset.figures, { credentials: "omit" }),
        load("script", { src: panel.dataset.library }),
        load("link", { rel: "stylesheet", href: panel.dataset.style }),
      ]);
      if (!answer.ok) throw new Error(answer.statusText);
      show(await answer.json());
      button.hidden = true;
      say("ready");
    } catch {
      button.disabled = false;
      say("failed");
    }
  });
};
