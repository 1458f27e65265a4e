/* Loaded before the C library: records what a program does to files below $DISTURB_DIR, or makes chosen calls fail.
   Controlled from within the process by the functions disturb_*. Connections to a network are counted everywhere. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { OPEN, WRITE, SYNC, TRUNCATE, UNLINK, RENAME, KINDS };
enum { FILES = 4096 };

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static char folder[1024];
static char *names[FILES];
static int log_file = -1;
static long calls[KINDS], fail_at, fail_times, fired, room = -1, networked;
static int fail_kind = -1, fail_errno;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);
static int (*real_link)(const char *, const char *);
static int (*real_connect)(int, const struct sockaddr *, socklen_t);
static ssize_t (*real_sendto)(int, const void *, size_t, int, const struct sockaddr *, socklen_t);

static void find_real(void) {
    real_open = dlsym(RTLD_NEXT, "open64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_link = dlsym(RTLD_NEXT, "link");
    real_connect = dlsym(RTLD_NEXT, "connect");
    real_sendto = dlsym(RTLD_NEXT, "sendto");
    const char *wanted = getenv("DISTURB_DIR");
    if (wanted) strncpy(folder, wanted, sizeof folder - 1);
}
static void start(void) { pthread_once(&once, find_real); }
/* The folder itself counts as well: syncing it is what makes new names last. */
static int watched(const char *path) {
    size_t length = strlen(folder);
    return length && path && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}
static const char *name_of(int file) { return file >= 0 && file < FILES ? names[file] : NULL; }

/* Whether this call must fail; counts it either way. */
static int must_fail(enum kind kind) {
    pthread_mutex_lock(&guard);
    long number = ++calls[kind];
    int fails = kind == (enum kind)fail_kind && number >= fail_at && number < fail_at + fail_times;
    if (fails) fired++;
    pthread_mutex_unlock(&guard);
    if (fails) errno = fail_errno;
    return fails;
}

/* One line of the record: kind, lengths of both names, offset, length of the bytes; then names and bytes. */
static void note(char what, const char *path, const char *other, int64_t offset, const void *bytes, uint64_t length) {
    if (log_file < 0) return;
    uint32_t one = strlen(path), two = other ? strlen(other) : 0;
    char head[25];
    head[0] = what;
    memcpy(head + 1, &one, 4);
    memcpy(head + 5, &two, 4);
    memcpy(head + 9, &offset, 8);
    memcpy(head + 17, &length, 8);
    pthread_mutex_lock(&guard);
    if (real_write(log_file, head, 25) != 25 || real_write(log_file, path, one) != (ssize_t)one ||
        (two && real_write(log_file, other, two) != (ssize_t)two) ||
        (length && real_write(log_file, bytes, length) != (ssize_t)length))
        abort();
    pthread_mutex_unlock(&guard);
}

/* How much of a write fits on the pretended disk; growth alone takes room. */
static size_t fits(int file, int64_t offset, size_t length) {
    struct stat now;
    if (room < 0 || fstat(file, &now)) return length;
    int64_t growth = offset + (int64_t)length - now.st_size;
    if (growth <= 0) return length;
    pthread_mutex_lock(&guard);
    int64_t short_of = growth > room ? growth - room : 0;
    size_t allowed = short_of >= (int64_t)length ? 0 : length - short_of;
    room -= growth - short_of;
    if (short_of) fired++;
    pthread_mutex_unlock(&guard);
    return allowed;
}
static void give_back(int64_t bytes) {
    pthread_mutex_lock(&guard);
    if (room >= 0 && bytes > 0) room += bytes;
    pthread_mutex_unlock(&guard);
}

static int opened(const char *path, int flags, mode_t mode) {
    start();
    int here = watched(path), existed = 1;
    if (here) {
        if (must_fail(OPEN)) return -1;
        existed = access(path, F_OK) == 0;
    }
    int file = real_open(path, flags, mode);
    if (here && file >= 0 && file < FILES) {
        free(names[file]);
        names[file] = strdup(path);
        if (!existed) note('C', path, NULL, 0, NULL, 0);
        else if (flags & O_TRUNC) note('T', path, NULL, 0, NULL, 0);
    }
    return file;
}
#define OPEN_AS(name)                                                  \
    int name(const char *path, int flags, ...) {                       \
        mode_t mode = 0;                                               \
        if (flags & O_CREAT) {                                         \
            va_list rest;                                              \
            va_start(rest, flags);                                     \
            mode = va_arg(rest, mode_t);                               \
            va_end(rest);                                              \
        }                                                              \
        return opened(path, flags, mode);                              \
    }
OPEN_AS(open)
OPEN_AS(open64)
int __open_2(const char *path, int flags) { return opened(path, flags, 0); }
int __open64_2(const char *path, int flags) { return opened(path, flags, 0); }

int close(int file) {
    start();
    if (name_of(file) && file != log_file) {
        free(names[file]);
        names[file] = NULL;
    }
    return real_close(file);
}

static ssize_t written_at(int file, const void *bytes, size_t length, off_t offset) {
    start();
    const char *name = name_of(file);
    if (!name) return real_pwrite(file, bytes, length, offset);
    if (must_fail(WRITE)) return -1;
    size_t allowed = fits(file, offset, length);
    if (length && !allowed) {
        errno = ENOSPC;
        return -1;
    }
    ssize_t done = real_pwrite(file, bytes, allowed, offset);
    if (done > 0) note('W', name, NULL, offset, bytes, done);
    return done;
}
ssize_t pwrite(int file, const void *bytes, size_t length, off_t offset) {
    return written_at(file, bytes, length, offset);
}
ssize_t pwrite64(int file, const void *bytes, size_t length, off_t offset) {
    return written_at(file, bytes, length, offset);
}
ssize_t write(int file, const void *bytes, size_t length) {
    start();
    const char *name = name_of(file);
    if (!name) return real_write(file, bytes, length);
    if (must_fail(WRITE)) return -1;
    off_t offset = lseek(file, 0, fcntl(file, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    size_t allowed = fits(file, offset, length);
    if (length && !allowed) {
        errno = ENOSPC;
        return -1;
    }
    ssize_t done = real_write(file, bytes, allowed);
    if (done > 0) note('W', name, NULL, offset, bytes, done);
    return done;
}

static int synced(int file, int (*real)(int)) {
    const char *name = name_of(file);
    if (name && must_fail(SYNC)) return -1;
    int code = real(file);
    if (!code && name) note('S', name, NULL, 0, NULL, 0);
    return code;
}
int fsync(int file) {
    start();
    return synced(file, real_fsync);
}
int fdatasync(int file) {
    start();
    return synced(file, real_fdatasync);
}

static int cut(int file, off_t size) {
    start();
    const char *name = name_of(file);
    struct stat before = {0};
    if (name && must_fail(TRUNCATE)) return -1;
    if (name) fstat(file, &before);
    int code = real_ftruncate(file, size);
    if (!code && name) {
        give_back(before.st_size - size);
        note('T', name, NULL, size, NULL, 0);
    }
    return code;
}
int ftruncate(int file, off_t size) { return cut(file, size); }
int ftruncate64(int file, off_t size) { return cut(file, size); }

int unlink(const char *path) {
    start();
    int here = watched(path);
    struct stat before = {0};
    if (here && must_fail(UNLINK)) return -1;
    if (here && !stat(path, &before) && before.st_nlink > 1) before.st_size = 0;
    int code = real_unlink(path);
    if (!code && here) {
        give_back(before.st_size);
        note('U', path, NULL, 0, NULL, 0);
    }
    return code;
}
int rename(const char *from, const char *to) {
    start();
    int here = watched(from);
    if (here && must_fail(RENAME)) return -1;
    int code = real_rename(from, to);
    if (!code && here) {
        for (int file = 0; file < FILES; file++)
            if (names[file] && !strcmp(names[file], from)) {
                free(names[file]);
                names[file] = strdup(to);
            }
        note('R', from, to, 0, NULL, 0);
    }
    return code;
}
int link(const char *from, const char *to) {
    start();
    int here = watched(from);
    if (here && must_fail(RENAME)) return -1;
    int code = real_link(from, to);
    if (!code && here) note('L', from, to, 0, NULL, 0);
    return code;
}

static void count_network(const struct sockaddr *to) {
    if (!to || (to->sa_family != AF_INET && to->sa_family != AF_INET6)) return;
    pthread_mutex_lock(&guard);
    networked++;
    pthread_mutex_unlock(&guard);
}
int connect(int socket, const struct sockaddr *to, socklen_t length) {
    start();
    count_network(to);
    return real_connect(socket, to, length);
}
ssize_t sendto(int socket, const void *bytes, size_t size, int flags, const struct sockaddr *to, socklen_t length) {
    start();
    count_network(to);
    return real_sendto(socket, bytes, size, flags, to, length);
}

void disturb_record(const char *path) {
    start();
    if (log_file >= 0) real_close(log_file);
    log_file = path ? real_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
}
/* From the nth call of this kind from now on, this many calls fail with this error. */
void disturb_fail(int kind, long nth, int error, long times) {
    pthread_mutex_lock(&guard);
    memset(calls, 0, sizeof calls);
    fail_kind = kind;
    fail_at = nth;
    fail_errno = error;
    fail_times = times;
    fired = 0;
    pthread_mutex_unlock(&guard);
}
/* The pretended disk has room for this many bytes more; below zero it has no end. */
void disturb_room(long bytes) {
    pthread_mutex_lock(&guard);
    room = bytes;
    fired = 0;
    pthread_mutex_unlock(&guard);
}
long disturb_fired(void) { return fired; }
long disturb_calls(int kind) { return calls[kind]; }
long disturb_networked(void) { return networked; }
