// The communes on Leaflet, fetched only if the reader asks for it; the drawn map says the same.
(() => {
  "use strict";
  const OPACITY = [0.06, 0.18, 0.32, 0.6];

  const describe = ({ properties }, { status }) => {
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

  window.mapOnDemand((map, data, { token, onEachFeature }) =>
    window.L.geoJSON(data, {
      style: ({ properties }) => ({
        color: token("--ink"),
        weight: 1.5,
        dashArray: properties.projects === null ? "6 4" : null,
        fillColor: token("--primary"),
        fillOpacity: properties.projects === null ? 0 : OPACITY[Math.min(properties.projects, 3)],
      }),
      onEachFeature,
    }).addTo(map), describe);
})();
