const NOTES = [660, 880]
const NOTE_S = 0.16
const LOUDNESS = 0.05

let context: AudioContext | null = null

/** Two quiet notes. Silent until somebody has touched the page: browsers allow no sound before. */
export function chime(): void {
  if (!('AudioContext' in window)) return
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
  const start = context.currentTime
  NOTES.forEach((frequency, index) => {
    if (!context) return
    const tone = context.createOscillator()
    const volume = context.createGain()
    const at = start + index * NOTE_S
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(LOUDNESS, at)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_S * 1.8)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + NOTE_S * 2)
  })
}
