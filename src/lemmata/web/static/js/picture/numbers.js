// Lists of numbers: what pictures compute with.

export function linspace(low, high, count) {
  const step = (high - low) / (count - 1);
  return Array.from({ length: count }, (_, k) => (k === count - 1 && count > 1 ? high : low + k * step));
}

export const finite = (values) => values.filter(Number.isFinite);

export function extent(values) { // the least and the largest of finite numbers, or null where there are none
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (!Number.isFinite(v)) continue;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low > high ? null : [low, high];
}

export function quantiles(values, parts) { // with a line between neighbours
  const rising = Float64Array.from(values).sort();
  return parts.map((part) => {
    const place = part * (rising.length - 1);
    const k = Math.floor(place);
    const next = rising[Math.min(k + 1, rising.length - 1)];
    return rising[k] + (place - k) * (next - rising[k]);
  });
}

export function rounded(value, digits = 4) { // a number to so many digits, with a minus that is as long as a plus
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "no value" : value > 0 ? "∞" : "−∞";
  const [head, power] = (value || 0).toExponential(digits - 1).split("e").map(Number);
  const large = power < -4 || power >= digits;
  const shown = large ? `${head}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`
    : String(Number((value || 0).toPrecision(digits)));
  return shown.replaceAll("-", "−");
}

export function counted(name, k) { // the entry at place k, as formulas count: x₁ for x and 0
  return name + String(k + 1).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
}

export function nice(step) { // 1, 2 or 5 times a power of ten
  const power = step > 0 ? 10 ** Math.floor(Math.log10(step)) : 1;
  return [1, 2, 2.5, 5, 10].find((m) => m * power >= step * (1 - 1e-9)) * power;
}
