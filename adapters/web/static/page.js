// Makes the forms of the page answer in place. Every reply is rendered by the server; without this file the same
// forms load whole pages.
import { TypeAhead } from './type-ahead.js';

const byId = (id) => document.getElementById(id);
const touch = matchMedia('(pointer: coarse)').matches;
let suggestions;

function say(text) {
  byId('said').textContent = text;
}

/** Browsers with field-sizing grow the box by themselves. */
function grow() {
  if (CSS.supports('field-sizing', 'content')) return;
  const box = byId('text');
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}

function fill(text) {
  byId('text').value = text;
  grow();
}

/** The first element of a piece of the server's HTML. */
function parse(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content.firstElementChild;
}

/** Sends a question or choice; gives the turn, or undefined after telling what went wrong. */
async function ask(fields) {
  const form = byId('ask');
  const headers = { Accept: 'text/html-fragment' };
  form.ariaBusy = 'true';
  byId('fault').replaceChildren();
  try {
    const response = await fetch('/ask', { method: 'POST', headers, body: new URLSearchParams(fields) });
    const element = parse(await response.text());
    if (response.ok) return element;
    byId('fault').replaceChildren(element);
  } catch {
    byId('fault').textContent = form.dataset.unreachable;
  } finally {
    form.ariaBusy = 'false';
  }
  return undefined;
}

/** Newest on top, right under the box; a step of a guide takes the place of the one before. */
function place(turn, replaced) {
  byId('promise')?.remove();
  byId('samples')?.remove();
  if (replaced) replaced.replaceWith(turn);
  else byId('turns').prepend(turn);
  offerCopy(turn);
  say(`${byId('ask').dataset.answered}: ${turn.querySelector('[data-say]')?.textContent ?? ''}`);
  if (turn.previousElementSibling) turn.scrollIntoView();
  else scrollTo(0, 0);
}

async function submit(fields, { replaced, fromBox = false }) {
  if (byId('ask').ariaBusy === 'true') return;
  suggestions.close();
  const turn = await ask(fields);
  if (!turn) return;
  place(turn, replaced);
  if (fromBox) fill('');
  // Who types goes on typing. A pressed button is gone, so reading goes on at the reply; on a phone the keyboard goes.
  if (!fromBox || touch) turn.querySelector('h2').focus({ preventScroll: true });
}

const choose = (id) => submit({ choose: id, language: byId('ask').dataset.language }, { fromBox: true });

function offerCopy(root) {
  // Browsers give the clipboard only to pages that came over TLS or from this machine.
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll('.copy')) button.hidden = false;
}

async function copy(button) {
  const answer = button.closest('.reply').querySelector('[data-copy]');
  const link = answer.querySelector('.provenance a');
  const question = (button.closest('.turn')?.querySelector('h2') ?? document.querySelector('h1')).innerText;
  try {
    await navigator.clipboard.writeText([question, answer.innerText, link?.href].join('\n\n'));
    button.textContent = button.dataset.copied;
  } catch {
    button.textContent = button.dataset.failed;
  }
  say(button.textContent);
}

/** The page in the other language, with the conversation kept and its last answer said again. */
async function switchLanguage(link) {
  const response = await fetch(link.href);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  page.getElementById('promise')?.remove();
  page.getElementById('samples')?.remove();
  page.getElementById('turns').replaceWith(byId('turns'));
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.replaceWith(document.adoptNode(page.body));
  prepare();
  byId('switch').focus();
  const last = byId('turns').firstElementChild;
  const id = last.querySelector('.reply').dataset.choice;
  if (!id) return;
  const heading = last.querySelector('h2').textContent;
  const turn = await ask({ choose: id, text: heading, language: byId('ask').dataset.language });
  if (turn) place(turn, last);
}

/** Only where replies have a place; elsewhere the form leads to the page that has one. */
function prepare() {
  offerCopy(document);
  if (!byId('turns')) return;
  const box = byId('text');
  suggestions = new TypeAhead({ form: byId('ask'), choose, complete: fill, say });
  box.addEventListener('input', grow);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    byId('ask').requestSubmit();
  });
}

/** Says what came of an act in place of its buttons. */
async function act(form, submitter) {
  const headers = { Accept: 'text/html-fragment' };
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    const response = await fetch('/act', { method: 'POST', headers, body });
    const said = parse(await response.text());
    form.replaceWith(said);
    say(said.textContent);
  } catch {
    say(byId('ask').dataset.unreachable);
    byId('fault').textContent = byId('ask').dataset.unreachable;
  }
}

document.addEventListener('submit', (event) => {
  const { target, submitter } = event;
  if (!byId('turns') || target.action.endsWith('/letters')) return;
  event.preventDefault();
  if ('act' in target.dataset) {
    void act(target, submitter);
    return;
  }
  const replaced = submitter?.closest('[data-guide]')?.closest('.turn');
  void submit(new FormData(target, submitter), { replaced, fromBox: target.id === 'ask' });
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('.copy');
  if (button) void copy(button);
  const link = event.target.closest('#switch');
  if (!link || !byId('turns')?.firstElementChild || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  switchLanguage(link).catch(() => location.assign(link.href));
});

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('textarea, input')) return;
  event.preventDefault();
  byId('text')?.focus();
});

prepare();
