/** `5511999999999` → `+55 11 99999 9999`, and other numbers in groups that eyes can hold. */
export function prettyNumber(number: string): string {
  const brazilian = /^(55)(\d\d)(\d{4,5})(\d{4})$/.exec(number);
  if (brazilian) return `+${brazilian.slice(1).join(' ')}`;
  return number.includes('@') ? number : `+${number.replace(/(\d{2})(\d{3})(\d{3})(\d*)/, '$1 $2 $3 $4').trim()}`;
}

export function clock(time: string): string {
  return new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** A colour of its own for each number. */
export function hue(number: string): string {
  let sum = 0;
  for (const letter of number) sum = (sum * 31 + letter.charCodeAt(0)) % 360;
  return `hsl(${sum} 38% 52%)`;
}

export function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
