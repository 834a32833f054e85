import type { ServerResponse } from 'node:http'

/** The least page that shows the sample customer's chat; the real one is the simulator's. */
export function phonePage(response: ServerResponse): void {
  response.setHeader('Content-Type', 'text/html')
  response.end(`<!doctype html><meta charset="utf-8"><title>Phone</title>
<style>body{margin:0;padding:12px;font:14px system-ui;background:#ece5dd}p{max-width:80%;width:fit-content;padding:8px 10px;border-radius:10px;background:#fff;margin:0 0 8px}.me{margin-left:auto;background:#d9fdd3}</style>
<script>
setInterval(async () => {
  const { items } = await (await fetch('/mock-simulator/phones/' + new URLSearchParams(location.search).get('number') + '/messages')).json()
  document.body.replaceChildren(...items.map((item) => {
    const line = document.createElement('p')
    line.textContent = item.text
    line.className = item.from_me ? 'me' : ''
    return line
  }))
}, 500)
</script>`)
}
