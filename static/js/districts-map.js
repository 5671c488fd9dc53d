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

  const SHADES = [0.12, 0.24, 0.37, 0.65];
  const number = (value, digits) => value.toLocaleString("es-CL", { maximumFractionDigits: digits });

  const describe = ({ properties }, { panel }) => {
    const text = document.createElement("div");
    const title = document.createElement("a");
    title.href = `${panel.dataset.sheet}${properties.number}/`;
    title.textContent = `Distrito ${properties.number}`;
    const sites = document.createElement("p");
    sites.textContent = `${number(properties.score, 1)} puntos. ${properties.sites.join(", ")}`;
    text.append(title, sites);
    return text;
  };

  window.mapOnDemand((map, data, { token, onEachFeature }) => {
    const { L } = window;
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
    return L.geoJSON(of("district"), {
      style: { color: ink, weight: 2, fillOpacity: 0, smoothFactor: 0 },
      onEachFeature,
    }).addTo(map);
  }, describe);
})();
