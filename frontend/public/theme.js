// Runs before the first paint: puts the chosen theme on the document, or the system's where none was chosen.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('flotilla.theme')
  } catch {
    // Storage may be closed to the page; the system's theme is right then.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
})()
