const byId = (id) => document.getElementById(id)
const main = byId('main')
const list = byId('list').querySelector('ul')
const panel = byId('panel')
const tabs = [...document.querySelectorAll('[role="tab"]')]
const wide = matchMedia('(min-width: 48.01rem)')

let messages = []
let shown
let view = 'html'

/** Builds the content of each tab. */
const contents = {
  html: ({ id, subject }) =>
    element('iframe', {
      title: `Mail: ${subject}`,
      sandbox: 'allow-popups allow-popups-to-escape-sandbox',
      src: `/messages/${encodeURIComponent(id)}`,
    }),
  text: ({ text }) => element('pre', { class: 'text', dir: 'auto' }, [text || 'This mail has no text part.']),
  raw: ({ raw }) => element('pre', { dir: 'ltr' }, [raw]),
  headers: ({ headers }) => {
    const pairs = Object.entries(headers).flatMap(([name, values]) =>
      [values].flat().map((value) => [name, value]),
    )
    const rows = pairs.map(([name, value]) =>
      element('tr', {}, [element('th', { scope: 'row' }, [name]), element('td', {}, [value])]),
    )
    return element('table', { dir: 'ltr' }, [element('tbody', {}, rows)])
  },
}

await refresh()
new EventSource('/events').onmessage = refresh
addEventListener('hashchange', () => {
  const left = shown
  showChosen()
  if (shown) byId('subject').focus()
  else linkTo(left)?.focus()
})
wide.addEventListener('change', showChosen)
byId('clear').addEventListener('click', empty)
for (const tab of tabs) {
  tab.addEventListener('click', () => choose(tab))
  tab.addEventListener('keydown', moveBetweenTabs)
}

async function refresh() {
  const before = new Set(messages.map(({ id }) => id))
  const first = shown === undefined && before.size === 0
  messages = await (await fetch('/api/messages')).json()
  const added = messages.filter(({ id }) => !before.has(id))
  if (!first && added.length > 0) announce(added)
  document.title = messages.length > 0 ? `(${messages.length}) Inbox` : 'Inbox'
  byId('empty').hidden = messages.length > 0
  byId('list').hidden = messages.length === 0
  byId('clear').hidden = messages.length === 0
  keepFocus(() => list.replaceChildren(...messages.map(listItem)))
  showChosen()
}

function announce(added) {
  byId('status').textContent =
    added.length === 1 ? `New message to ${added[0].to}: ${added[0].subject}` : `${added.length} new messages`
}

async function empty() {
  await fetch('/api/messages', { method: 'DELETE' })
  location.hash = ''
  byId('status').textContent = 'The inbox is empty'
}

/** Keeps the focus on the same message, since each change rebuilds the list. */
function keepFocus(change) {
  const href = list.contains(document.activeElement) ? document.activeElement.getAttribute('href') : undefined
  change()
  if (href) linkTo(href.slice(1))?.focus()
}

function linkTo(id) {
  return [...list.querySelectorAll('a')].find((link) => link.getAttribute('href') === `#${id}`)
}

function listItem({ id, to, subject, receivedAt }) {
  const link = element('a', { href: `#${id}` }, [
    element('span', { class: 'to' }, [to]),
    element('time', { datetime: receivedAt, title: whole(receivedAt) }, [brief(receivedAt)]),
    element('span', { class: 'subject', dir: 'auto' }, [subject || '(no subject)']),
  ])
  return element('li', {}, [link])
}

/** Shows the message in the address or, on a wide screen, the present or newest one. */
function showChosen() {
  const id = location.hash.slice(1)
  const wanted = messages.find((message) => message.id === id)
  const kept = messages.find((message) => message.id === shown)
  const message = wanted ?? (wide.matches ? (kept ?? messages[0]) : undefined)
  main.classList.toggle('reading', message !== undefined)
  byId('message').hidden = message === undefined
  for (const link of list.querySelectorAll('a')) {
    if (link.getAttribute('href') === `#${message?.id}`) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
  if (message && message.id !== shown) showMessage(message)
  shown = message?.id
}

function showMessage(message) {
  byId('subject').textContent = message.subject || '(no subject)'
  const lines = { From: message.from, To: message.to, Sent: whole(message.receivedAt) }
  byId('envelope').replaceChildren(
    ...Object.entries(lines).flatMap(([name, value]) => [
      element('dt', {}, [name]),
      element('dd', {}, [element('bdi', {}, [value])]),
    ]),
  )
  byId('alone').href = `/messages/${encodeURIComponent(message.id)}`
  showPanel(message)
}

function showPanel(message) {
  for (const tab of tabs) {
    const selected = tab.id === `tab-${view}`
    tab.setAttribute('aria-selected', String(selected))
    tab.tabIndex = selected ? 0 : -1
  }
  panel.setAttribute('aria-labelledby', `tab-${view}`)
  panel.replaceChildren(contents[view](message))
  // A frame takes the focus itself.
  panel.tabIndex = view === 'html' ? -1 : 0
  panel.scrollTop = 0
}

function choose(tab) {
  view = tab.id.slice('tab-'.length)
  const message = messages.find(({ id }) => id === shown)
  if (message) showPanel(message)
}

function moveBetweenTabs(event) {
  const at = tabs.indexOf(event.currentTarget)
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  const tab = tabs[(to + tabs.length) % tabs.length]
  tab.focus()
  choose(tab)
}

function whole(time) {
  return new Date(time).toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium' })
}

function brief(time) {
  const date = new Date(time)
  const today = date.toDateString() === new Date().toDateString()
  return today
    ? date.toLocaleTimeString([], { timeStyle: 'short' })
    : date.toLocaleDateString([], { day: 'numeric', month: 'short' })
}

/** Creates an element, whose strings become text and never markup, since a mail is hostile. */
function element(name, attributes, children = []) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}
