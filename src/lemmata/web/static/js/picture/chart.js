// A formula along the coordinates of its picture: the compiled functions, at values of all their variables.

export function put(array, places, value, share) { // a copy of an array with another entry
  const [k, ...rest] = places;
  const copy = [...array];
  if (rest.length) {
    copy[k] = put(array[k], rest, value, share);
    return copy;
  }
  if (share) { // the others of the row keep their ratios, so that all add up to 1
    const others = array.reduce((total, a, i) => (i === k ? total : total + a), 0);
    for (let i = 0; i < copy.length; i++) {
      copy[i] = others > 0 ? (array[i] / others) * (1 - value) : (1 - value) / (copy.length - 1);
    }
  }
  copy[k] = value;
  return copy;
}

function set(known, place, value) {
  known[place.name] = place.places.length ? put(known[place.name], place.places, value, place.share) : value;
}

export function starts(picture) { // where the sliders stand at first
  return Object.fromEntries(picture.sliders.map((s) => [s.key, s.start]));
}

export function chart(picture, functions, values) { // with the sliders at these values
  const fixed = { ...picture.sizes, ...picture.fixed };
  for (const slider of picture.sliders) set(fixed, slider, values[slider.key]);
  const { coordinates, simplex } = picture;

  function known(us) {
    const all = { ...fixed };
    if (simplex === 3) all[coordinates[0].name] = [us[0], us[1], 1 - (us[0] + us[1])];
    else coordinates.forEach((c, k) => set(all, c, us[k]));
    return all;
  }

  const run = ([f, names], all) => f(...names.map((name) => all[name]));
  const number = (v) => (Number.isFinite(Number(v)) ? Number(v) : NaN);
  const cleaned = (v) => (Array.isArray(v) ? v.map(cleaned) : number(v));

  function sloped() { // for each coordinate, what its slope is of the derivatives by the variables
    return coordinates.map(({ name, places, share }) => (all, of) => {
      const row = places.slice(0, -1).reduce((a, k) => a[k], of[name]);
      if (!places.length) return number(row);
      const own = places[places.length - 1];
      if (!share) return number(row[own]);
      const base = places.slice(0, -1).reduce((a, k) => a[k], all[name]);
      const others = base.reduce((total, a, i) => (i === own ? total : total + a), 0);
      return number(row.reduce((total, g, i) => total - (i === own ? -g : (g * base[i]) / others), 0));
    });
  }

  const slopeNames = [...new Set(coordinates.map((c) => c.name))];
  const hasSlopes = slopeNames.length > 0 && !simplex && slopeNames.every((name) => functions.slopes[name]);
  const parts = hasSlopes ? sloped() : [];
  return {
    picture,
    coordinates,
    now: () => cleaned(run(functions.value, fixed)),
    value: (...us) => cleaned(run(functions.value, known(us))),
    hasSlopes,
    slopes(...us) {
      const all = known(us);
      const of = Object.fromEntries(slopeNames.map((name) => [name, run(functions.slopes[name], all)]));
      return parts.map((part) => part(all, of));
    },
  };
}

export function places(coordinate, count) { // evenly spaced values, or all whole ones, or those that were asked for
  const { low, high, whole, values } = coordinate;
  if (values) return values;
  if (!whole) return Array.from({ length: count }, (_, k) => (k === count - 1 ? high : low + (k * (high - low)) / (count - 1)));
  const first = Math.ceil(low);
  return Array.from({ length: Math.max(0, Math.floor(high) - first + 1) }, (_, k) => first + k);
}
