// The map's switches answer at once; Leaflet is fetched only if the reader asks for it.
(() => {
  "use strict";
  const form = document.getElementById("capas");
  const show = () => {
    for (const box of form.querySelectorAll("[name=capa]")) {
      for (const layer of document.querySelectorAll(`[data-layer="${box.value}"]`)) {
        layer.classList.toggle("is-off", !box.checked);
      }
    }
    const query = new URLSearchParams(new FormData(form));
    history.replaceState(null, "", `?${query}`);
  };
  form.classList.add("is-live");
  form.addEventListener("change", show);

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
  const SHADES = [0.12, 0.24, 0.37, 0.65];
  const number = (value, digits) => value.toLocaleString("es-CL", { maximumFractionDigits: digits });

  const describe = ({ properties }) => {
    const text = document.createElement("div");
    const title = document.createElement("a");
    title.href = `${panel.dataset.sheet}${properties.number}/`;
    title.textContent = `Distrito ${properties.number}`;
    const sites = document.createElement("p");
    sites.textContent = `${number(properties.score, 1)} puntos. ${properties.sites.join(", ")}`;
    text.append(title, sites);
    return text;
  };

  const draw = (data) => {
    place.hidden = false;
    const L = window.L;
    const map = L.map(place, { zoomSnap: 0.5, attributionControl: true });
    map.attributionControl.setPrefix("").addAttribution(data.borders);
    const of = (kind) => ({ ...data, features: data.features.filter((one) => one.properties.kind === kind) });
    const ink = token("--ink");
    const shade = ({ properties }) => SHADES.filter((low) => properties.smoothed >= low).length;
    L.geoJSON(of("cell"), {
      interactive: false,
      filter: (feature) => feature.properties.smoothed > 0,
      style: (feature) => ({
        stroke: false,
        smoothFactor: 0,
        fillOpacity: 0.35 + 0.15 * shade(feature),
        fillColor: token(`--heat-${shade(feature)}`),
      }),
    }).addTo(map);
    const districts = L.geoJSON(of("district"), {
      style: { color: ink, weight: 2, fillOpacity: 0, smoothFactor: 0 },
      onEachFeature: (feature, layer) => {
        layer.bindPopup(() => describe(feature));
        layer.bindTooltip(String(feature.properties.number), {
          permanent: true, direction: "center", className: "leaflet-number",
        });
      },
    }).addTo(map);
    map.fitBounds(districts.getBounds());
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
