// The demonstration's list of people: a click fills the form in.
const password = document.getElementById('demo-password').textContent;
document.querySelectorAll('[data-user]').forEach((button) => {
  button.addEventListener('click', () => {
    document.getElementById('username').value = button.dataset.user;
    document.getElementById('password').value = password;
    document.querySelector('form button[type=submit]').focus();
  });
});
