// The communes on Leaflet, fetched only if the reader asks for it; the drawn map says the same.
(() => {
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
  const OPACITY = [0.06, 0.18, 0.32, 0.6];

  const describe = ({ properties }) => {
    const text = document.createElement("div");
    const title = document.createElement("strong");
    title.textContent = properties.name;
    const said = document.createElement("p");
    said.textContent = `${properties.said}.`;
    const more = document.createElement("a");
    more.href = `#c-${properties.code}`;
    more.textContent = status.dataset.more;
    text.append(title, said, more);
    return text;
  };

  const draw = (data) => {
    place.hidden = false;
    const L = window.L;
    const map = L.map(place, { zoomSnap: 0.5, attributionControl: true });
    map.attributionControl.setPrefix("").addAttribution(data.borders);
    const communes = L.geoJSON(data, {
      style: ({ properties }) => ({
        color: token("--ink"),
        weight: 1.5,
        dashArray: properties.projects === null ? "6 4" : null,
        fillColor: token("--primary"),
        fillOpacity: properties.projects === null ? 0 : OPACITY[Math.min(properties.projects, 3)],
      }),
      onEachFeature: (feature, layer) => {
        layer.bindPopup(() => describe(feature));
        layer.bindTooltip(String(feature.properties.number), {
          permanent: true, direction: "center", className: "leaflet-number",
        });
      },
    }).addTo(map);
    map.fitBounds(communes.getBounds());
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
      draw(await answer.json());
      button.hidden = true;
      say("ready");
    } catch {
      button.disabled = false;
      say("failed");
    }
  });
})();
