const DELAY_MS = 80;

/** Text with the matched stretches marked. */
function marked(text, marks) {
  const parts = [];
  let at = 0;
  for (const [first, last] of marks) {
    const mark = document.createElement('mark');
    mark.textContent = text.slice(first, last + 1);
    parts.push(text.slice(at, first), mark);
    at = last + 1;
  }
  return [...parts, text.slice(at)];
}

function option({ text, marks }, index) {
  const item = document.createElement('li');
  item.id = `suggestion-${index}`;
  item.role = 'option';
  item.ariaSelected = 'false';
  const label = document.createElement('span');
  label.append(...marked(text, marks));
  item.append(label);
  return item;
}

/**
 * Suggestions under the question box, after the ARIA combobox pattern. A textarea may have no other role, so the list is
 * tied to it by aria-controls and aria-activedescendant, and that it opened is said aloud.
 */
export class TypeAhead {
  #shown = [];
  #active = -1;
  #timer;
  #request;

  /**
   * @param choose what to do with the id of a picked entry or guide
   * @param complete what to do with a picked term
   */
  constructor({ form, choose, complete, say }) {
    Object.assign(this, { form, choose, complete, say });
    this.box = form.querySelector('textarea');
    this.list = form.querySelector('[role=listbox]');
    this.box.setAttribute('aria-autocomplete', 'list');
    this.box.setAttribute('aria-controls', this.list.id);
    this.#listen();
  }

  #listen() {
    // Half-composed pinyin is not what is being asked.
    this.box.addEventListener('input', (event) => event.isComposing || this.#schedule());
    this.box.addEventListener('compositionend', () => this.#schedule());
    this.box.addEventListener('blur', () => this.close());
    this.box.addEventListener('keydown', (event) => this.#onKey(event));
    // Pressing a suggestion must not take the focus out of the box.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => {
      const index = [...this.list.children].indexOf(event.target.closest('li'));
      if (index >= 0) this.#pick(index);
    });
  }

  close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#open([]);
  }

  #open(suggestions) {
    this.#shown = suggestions;
    this.#active = -1;
    this.list.replaceChildren(...suggestions.map(option));
    this.list.hidden = suggestions.length === 0;
    this.box.removeAttribute('aria-activedescendant');
    if (suggestions.length > 0)
      this.say(this.form.dataset.suggestions.replace('{count}', suggestions.length));
  }

  #schedule() {
    clearTimeout(this.#timer);
    const text = this.box.value;
    if (text.trim() === '' || text.includes('\n')) this.close();
    else this.#timer = setTimeout(() => void this.#look(text), DELAY_MS);
  }

  async #look(text) {
    this.#request?.abort();
    this.#request = new AbortController();
    const query = new URLSearchParams({ q: text, lang: this.form.dataset.language });
    try {
      const response = await fetch(`/api/suggest?${query}`, { signal: this.#request.signal });
      // Suggestions are a convenience: without them the question can still be asked.
      this.#open(response.ok ? (await response.json()).suggestions : []);
    } catch (error) {
      if (error.name !== 'AbortError') this.#open([]);
    }
  }

  #onKey(event) {
    if (event.isComposing || event.keyCode === 229 || this.list.hidden) return;
    if (event.key === 'ArrowDown') this.#activate(this.#active + 1);
    else if (event.key === 'ArrowUp') this.#activate(Math.max(this.#active, 0) - 1);
    else if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && this.#active >= 0 && !event.shiftKey) this.#pick(this.#active);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #activate(index) {
    const items = [...this.list.children];
    this.#active = (index + items.length) % items.length;
    for (const [at, item] of items.entries()) item.ariaSelected = String(at === this.#active);
    this.box.setAttribute('aria-activedescendant', items[this.#active].id);
    items[this.#active].scrollIntoView({ block: 'nearest' });
  }

  #pick(index) {
    const { entry, text } = this.#shown[index];
    this.close();
    if (entry === null) this.complete(text);
    else this.choose(entry);
  }
}
