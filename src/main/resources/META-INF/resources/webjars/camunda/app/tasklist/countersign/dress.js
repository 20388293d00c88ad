// Links to our own pages in the bar above, one sign-out for everything, and no second sign-in form.

const home = document.querySelector('base').getAttribute('app-root').replace(/\/camunda$/, '');

function leaveForSignIn(why) {
  window.location.replace(`${home}/login${why}`);
}

// The webapp shows its own sign-in form when a session has ended: ours is the only one.
let signingOut = false;
function watchForSignIn() {
  if (/^#\/?login/.test(window.location.hash)) {
    leaveForSignIn(signingOut ? '?out' : '?over');
  }
}
window.addEventListener('hashchange', watchForSignIn);
watchForSignIn();

document.addEventListener('click', (event) => {
  if (event.target.closest('li.logout')) {
    signingOut = true;
  }
}, true);

const pages = [
  { text: 'Home', address: '/' },
  { text: 'My requests', address: '/requests' },
  { text: 'Records', address: '/records', role: 'records-officers' }
];

function link({ text, address }) {
  const item = document.createElement('li');
  item.className = 'countersign-page';
  const anchor = document.createElement('a');
  anchor.href = home + address;
  anchor.textContent = text;
  item.append(anchor);
  return item;
}

function signOut() {
  const item = document.createElement('li');
  item.className = 'countersign-page countersign-sign-out';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Sign out';
  button.addEventListener('click', () => {
    signingOut = true;
    document.querySelector('li.logout a').click();
  });
  item.append(button);
  return item;
}

async function myRoles() {
  const answer = await fetch(`${home}/api/me`, { headers: { Accept: 'application/json' } });
  return answer.ok ? (await answer.json()).roles : [];
}

async function dress() {
  const menu = document.querySelector('.sections-menu > ul');
  if (!menu || menu.querySelector('.countersign-page')) {
    return;
  }
  const marker = document.createElement('li');
  marker.className = 'countersign-page countersign-marker';
  menu.append(marker);
  const roles = await myRoles();
  menu.prepend(...pages.filter((page) => !page.role || roles.includes(page.role)).map(link));
  marker.replaceWith(signOut());
}

new MutationObserver(dress).observe(document.body, { childList: true, subtree: true });
dress();

document.documentElement.lang = 'en-GB';

// Where the columns stand one above the other, a chosen task would otherwise open out of sight.
document.addEventListener('click', (event) => {
  if (event.target.closest('.tasks-list li.task') && window.matchMedia('(max-width: 991px)').matches) {
    setTimeout(() => document.querySelector('.task-details').scrollIntoView({ block: 'start' }), 400);
  }
}, true);

export default [];
