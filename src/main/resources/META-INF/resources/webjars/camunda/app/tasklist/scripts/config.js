// The Tasklist as part of Countersign: its name, and the script that links it with our own pages.
export default {
  app: { name: 'Tasks', vendor: 'Countersign –' },
  dateFormat: { normal: 'D MMM YYYY HH:mm', long: 'D MMMM YYYY HH:mm', short: 'D MMM YYYY' },
  customScripts: ['countersign/dress'],
  disableWelcomeMessage: true,
  shortcuts: {
    focusFilter: { key: 'ctrl+shift+f', description: 'go to the lists' },
    focusList: { key: 'ctrl+alt+l', description: 'go to the first task' },
    focusForm: { key: 'ctrl+alt+f', description: 'go to the first field of the form' }
  }
};
