//! A store as memory, for commands that answer one question and end.

use crate::store::Store;
use anyhow::Result;

/// Maps a store into memory. Should another program cut the file short while it is read, the command ends with one line that
/// says so, as it would with any other damage: the system tells it by a signal, at which no more can be done.
#[cfg(unix)]
pub(super) fn map(store: &Store) -> Result<()> {
    use std::sync::OnceLock;

    static MESSAGE: OnceLock<String> = OnceLock::new();

    /// Calls nothing but what a handler of signals may.
    extern "C" fn cut_short(_: libc::c_int) {
        let message = MESSAGE.get().map_or("", String::as_str);
        // SAFETY: the message is never changed or freed, and both functions are safe in handlers (POSIX).
        unsafe {
            libc::write(libc::STDERR_FILENO, message.as_ptr().cast(), message.len());
            libc::_exit(1);
        }
    }

    let path = store.path().display();
    MESSAGE
        .get_or_init(|| format!("powermap: {path}: was cut short by another program while it was read; ask again\n"));
    let handler: extern "C" fn(libc::c_int) = cut_short;
    // SAFETY: the handler is one, and is set before the file is mapped.
    unsafe { libc::signal(libc::SIGBUS, handler as libc::sighandler_t) };
    store.map()?;
    Ok(())
}

/// Elsewhere a file that is mapped cannot be written to by others.
#[cfg(not(unix))]
pub(super) fn map(_: &Store) -> Result<()> {
    Ok(())
}
