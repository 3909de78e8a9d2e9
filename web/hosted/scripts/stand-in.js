// Hosted pages run in an opaque origin, where localStorage, sessionStorage and document.cookie throw. Pages
// written for the original use them, so they get stand-ins that live as long as the page. Where the real ones
// work, nothing is touched.

(function () {
  function works(name) {
    try {
      return (
        window[name] !== null && window[name] !== undefined && typeof window[name].getItem === 'function'
      );
    } catch (e) {
      return false;
    }
  }

  /** An object that behaves like Storage: methods, length, and members by name (`storage.name = 'x'`). */
  function memory() {
    var values = new Map();
    var methods = {
      getItem: function (key) {
        return values.has(String(key)) ? values.get(String(key)) : null;
      },
      setItem: function (key, value) {
        values.set(String(key), String(value));
      },
      removeItem: function (key) {
        values.delete(String(key));
      },
      clear: function () {
        values.clear();
      },
      key: function (index) {
        var keys = Array.from(values.keys());
        return index >= 0 && index < keys.length ? keys[Math.floor(index)] : null;
      },
    };
    function own(key) {
      return typeof key === 'string' && values.has(key);
    }
    return new Proxy(Object.create(methods), {
      get: function (_target, key) {
        if (key === 'length') return values.size;
        if (key in methods) return methods[key];
        return own(key) ? values.get(key) : undefined;
      },
      set: function (_target, key, value) {
        if (typeof key === 'string') values.set(key, String(value));
        return true;
      },
      has: function (_target, key) {
        return own(key) || key in methods || key === 'length';
      },
      deleteProperty: function (_target, key) {
        values.delete(String(key));
        return true;
      },
      ownKeys: function () {
        return Array.from(values.keys());
      },
      getOwnPropertyDescriptor: function (_target, key) {
        return own(key)
          ? { value: values.get(key), writable: true, enumerable: true, configurable: true }
          : undefined;
      },
    });
  }

  function cookiesWork() {
    try {
      return typeof document.cookie === 'string';
    } catch (e) {
      return false;
    }
  }

  /** Whether an attribute of a cookie says that it ended already. */
  function isOver(attribute) {
    var equals = attribute.indexOf('=');
    var name = attribute.slice(0, equals).trim().toLowerCase();
    var value = attribute.slice(equals + 1).trim();
    if (name === 'max-age') return Number(value) <= 0;
    return name === 'expires' && Date.parse(value) <= Date.now();
  }

  function standInForCookies() {
    var jar = new Map();
    Object.defineProperty(document, 'cookie', {
      configurable: true,
      get: function () {
        return Array.from(jar)
          .map(function (pair) {
            return pair[0] === '' ? pair[1] : pair[0] + '=' + pair[1];
          })
          .join('; ');
      },
      set: function (text) {
        var parts = String(text).split(';');
        var equals = parts[0].indexOf('=');
        var name = equals < 0 ? '' : parts[0].slice(0, equals).trim();
        var value = parts[0].slice(equals + 1).trim();
        if (parts.slice(1).some(isOver)) jar.delete(name);
        else jar.set(name, value);
      },
    });
  }

  ['localStorage', 'sessionStorage'].forEach(function (name) {
    if (works(name)) return;
    var storage = memory();
    Object.defineProperty(window, name, {
      configurable: true,
      enumerable: true,
      get: function () {
        return storage;
      },
    });
  });
  if (!cookiesWork()) standInForCookies();
})();
