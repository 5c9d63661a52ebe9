/** Signs up without leaving the page. Without this script the form posts by itself. */

const form = document.querySelector('form[action$="/signups"]')
const button = form.querySelector('button')
const problem = document.querySelector('#problem')
const thanks = document.querySelector('#thanks')

// Not every screen reader announces the browser's own messages; the API's errors are shown beside the fields.
form.noValidate = true
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  if (button.getAttribute('aria-disabled') === 'true') return
  clearErrors()
  setBusy(true)
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(values()),
    })
    if (response.ok) return succeed()
    show(await response.json())
  } catch {
    showProblem('We could not reach our server. What you typed is still here. Please try again in a moment.')
  } finally {
    setBusy(false)
  }
})

function values() {
  const data = new FormData(form)
  const text = (name) => String(data.get(name) ?? '')
  return {
    form: text('form'),
    email: text('email').trim(),
    name: text('name').trim() || undefined,
    topics: data.getAll('topics'),
    consent: data.has('consent'),
    locale: text('locale'),
    page: text('page'),
    website: text('website'),
  }
}

function succeed() {
  const heading = document.createElement('h3')
  heading.textContent = 'Please check your email'
  const text = document.createElement('p')
  text.textContent =
    'We’ve sent you an email. Press the button in it to confirm your sign-up. If nothing arrives, check your spam folder, or sign up again.'
  form.hidden = true
  thanks.append(heading, text)
  thanks.focus()
}

/** Shows the API's answer: `errors` belong to fields, `detail` to the form. */
function show({ detail, errors = [] }) {
  const unplaced = errors.filter(({ field, detail: message }) => !showFieldError(field, message))
  if (errors.length === 0 || unplaced.length > 0)
    showProblem(
      unplaced[0]?.detail ?? detail ?? 'Something went wrong on our side. Please try again in a moment.',
    )
  else form.querySelector('[aria-invalid="true"]')?.focus()
}

function showFieldError(field, message) {
  const error = document.getElementById(`${field}-error`)
  if (!error) return false
  error.textContent = message
  error.hidden = false
  for (const input of form.querySelectorAll(`[name="${field}"]`)) {
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-errormessage', error.id)
    describe(input, error.id)
  }
  return true
}

function showProblem(message) {
  problem.textContent = message
  problem.hidden = false
  problem.focus()
}

function clearErrors() {
  problem.hidden = true
  for (const error of form.querySelectorAll('.error')) error.hidden = true
  for (const input of form.querySelectorAll('[aria-invalid]')) {
    const id = input.getAttribute('aria-errormessage')
    input.removeAttribute('aria-invalid')
    input.removeAttribute('aria-errormessage')
    describe(input, id, false)
  }
}

/** Adds an id to the input's descriptions, or removes it. */
function describe(input, id, add = true) {
  const ids = new Set((input.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean))
  if (add) ids.add(id)
  else ids.delete(id)
  if (ids.size > 0) input.setAttribute('aria-describedby', [...ids].join(' '))
  else input.removeAttribute('aria-describedby')
}

/** Marks the button as busy; it stays focusable, so that keyboards and screen readers keep their place. */
function setBusy(busy) {
  button.setAttribute('aria-disabled', String(busy))
  button.textContent = busy ? 'Signing up…' : 'Sign up'
}
