/* Lets one system call on the files of one folder fail, or raises a signal before it. Loaded into a program with
 * LD_PRELOAD, without any change of it: a filter of the kernel (seccomp) sends the calls of interest here, also those
 * that do not go through the C library.
 *
 *   FAULT_FOLDER  calls on paths and open files below this folder count; relative paths do where FAULT_RELATIVE is
 *                 their beginning
 *   FAULT_AT      which of them, from 1 on
 *   FAULT_ERROR   the number of the error it fails with
 *   FAULT_SIGNAL  or the number of the signal that the program gets before the call, which then takes place
 *   FAULT_TOLD    a file that is made where it happened, with what happened
 *
 * Taking files away never fails: it is what a program does after a failure, and there is only one in a run. It counts
 * where a signal is raised.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

/* Where the arguments of a call say which file it is about. */
enum place { FD, PATH, AT };

static const struct call {
    int number;
    enum place place;
    /* For AT: which argument is the path. */
    int argument;
    int removes;
    const char *name;
} CALLS[] = {
    {SYS_open, PATH, 0, 0, "open"},
    {SYS_openat, AT, 1, 0, "openat"},
    {SYS_read, FD, 0, 0, "read"},
    {SYS_readv, FD, 0, 0, "readv"},
    {SYS_pread64, FD, 0, 0, "pread"},
    {SYS_getdents64, FD, 0, 0, "getdents"},
    {SYS_stat, PATH, 0, 0, "stat"},
    {SYS_lstat, PATH, 0, 0, "lstat"},
    {SYS_fstat, FD, 0, 0, "fstat"},
    {SYS_newfstatat, AT, 1, 0, "fstatat"},
    {SYS_statx, AT, 1, 0, "statx"},
    {SYS_lseek, FD, 0, 0, "lseek"},
    {SYS_write, FD, 0, 0, "write"},
    {SYS_writev, FD, 0, 0, "writev"},
    {SYS_pwrite64, FD, 0, 0, "pwrite"},
    {SYS_copy_file_range, FD, 0, 0, "copy_file_range"},
    {SYS_sendfile, FD, 0, 0, "sendfile"},
    {SYS_ftruncate, FD, 0, 0, "ftruncate"},
    {SYS_fsync, FD, 0, 0, "fsync"},
    {SYS_fdatasync, FD, 0, 0, "fdatasync"},
    {SYS_fchmod, FD, 0, 0, "fchmod"},
    {SYS_flock, FD, 0, 0, "flock"},
    {SYS_chmod, PATH, 0, 0, "chmod"},
    {SYS_fchmodat, AT, 1, 0, "fchmodat"},
    {SYS_mkdir, PATH, 0, 0, "mkdir"},
    {SYS_mkdirat, AT, 1, 0, "mkdirat"},
    {SYS_rename, PATH, 0, 0, "rename"},
    {SYS_renameat, AT, 1, 0, "renameat"},
    {SYS_renameat2, AT, 1, 0, "renameat2"},
    {SYS_link, PATH, 0, 0, "link"},
    {SYS_linkat, AT, 1, 0, "linkat"},
    {SYS_unlink, PATH, 0, 1, "unlink"},
    {SYS_unlinkat, AT, 1, 1, "unlinkat"},
    {SYS_rmdir, PATH, 0, 1, "rmdir"},
};
enum { COUNT = sizeof CALLS / sizeof *CALLS };

static const char *folder, *relative, *told;
static long wanted, error, raised;
static long seen;

/* The one place whose calls the filter lets through. */
long shim_call(long number, long a, long b, long c, long d, long e, long f);
extern const char shim_called[];
__asm__(".text\n"
        ".globl shim_call\n"
        "shim_call:\n"
        "  mov %rdi, %rax\n"
        "  mov %rsi, %rdi\n"
        "  mov %rdx, %rsi\n"
        "  mov %rcx, %rdx\n"
        "  mov %r8, %r10\n"
        "  mov %r9, %r8\n"
        "  mov 8(%rsp), %r9\n"
        "  syscall\n"
        ".globl shim_called\n"
        "shim_called:\n"
        "  ret\n");

static int begins(const char *text, const char *with) {
    return with && *with && strncmp(text, with, strlen(with)) == 0;
}

static int is_path_inside(const char *path) {
    return path && begins(path, *path == '/' ? folder : relative);
}

/* What is looked at to be taken away: an unfinished folder is, with what is in it. */
static int is_unfinished_folder(long number, const long *arguments, const char *path) {
    if (!strstr(path, "/.pchat-")) {
        return 0;
    }
    switch (number) {
    case SYS_openat:
        return (arguments[2] & (O_NOFOLLOW | O_DIRECTORY)) == (O_NOFOLLOW | O_DIRECTORY);
    case SYS_statx:
        return (arguments[2] & (AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)) != 0;
    default:
        return number == SYS_getdents64 || number == SYS_fstat || number == SYS_newfstatat;
    }
}

static int is_inside(const struct call *call, const long *arguments, char *path, size_t length) {
    if (call->place == PATH || call->place == AT) {
        const char *named = (const char *)arguments[call->argument];
        if (named && *named && (call->place == PATH || *named == '/' || (int)arguments[0] == AT_FDCWD)) {
            strncpy(path, named, length - 1);
            path[length - 1] = 0;
            return is_path_inside(named);
        }
    }
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", (int)arguments[0]);
    long size = shim_call(SYS_readlink, (long)link, (long)path, (long)length - 1, 0, 0, 0);
    path[size > 0 ? size : 0] = 0;
    return is_path_inside(path);
}

static void tell(const char *name, const char *path) {
    char line[4400];
    int length = snprintf(line, sizeof line, "%s %s", name, path);
    long file = shim_call(SYS_openat, AT_FDCWD, (long)told, O_WRONLY | O_CREAT, 0600, 0, 0);
    shim_call(SYS_write, file, (long)line, length, 0, 0, 0);
    shim_call(SYS_close, file, 0, 0, 0, 0, 0);
}

static void on_call(int signal, siginfo_t *info, void *context) {
    (void)signal;
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    const long arguments[6] = {registers[REG_RDI], registers[REG_RSI], registers[REG_RDX],
                               registers[REG_R10], registers[REG_R8],  registers[REG_R9]};
    long number = info->si_syscall;
    for (int at = 0; at < COUNT; at++) {
        const struct call *call = &CALLS[at];
        char path[4096];
        if (call->number != number || (call->removes && !raised) ||
            !is_inside(call, arguments, path, sizeof path) ||
            (!raised && is_unfinished_folder(number, arguments, path)) || __sync_add_and_fetch(&seen, 1) != wanted) {
            continue;
        }
        tell(call->name, path);
        if (!raised) {
            registers[REG_RAX] = -error;
            return;
        }
        shim_call(SYS_tgkill, getpid(), shim_call(SYS_gettid, 0, 0, 0, 0, 0, 0), raised, 0, 0, 0);
    }
    registers[REG_RAX] =
        shim_call(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
}

static long number_of(const char *name) {
    const char *value = getenv(name);
    return value ? atol(value) : 0;
}

static void give_up(const char *what) {
    perror(what);
    _exit(99);
}

__attribute__((constructor)) static void begin(void) {
    folder = getenv("FAULT_FOLDER");
    relative = getenv("FAULT_RELATIVE");
    told = getenv("FAULT_TOLD");
    wanted = number_of("FAULT_AT");
    error = number_of("FAULT_ERROR");
    raised = number_of("FAULT_SIGNAL");
    if (!folder || !relative || !told || !wanted) {
        give_up("the shim was not told what to do");
    }
    struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_RESTART};
    if (sigaction(SIGSYS, &action, NULL)) {
        give_up("sigaction");
    }

    unsigned long called = (unsigned long)shim_called;
    struct sock_filter filter[COUNT + 8];
    int at = 0;
#define WORD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)(field))
#define IF_EQUAL(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), yes, no)
    const unsigned pointer = offsetof(struct seccomp_data, instruction_pointer);
    filter[at++] = (struct sock_filter)WORD(pointer);
    filter[at++] = (struct sock_filter)IF_EQUAL(called, 0, 2);
    filter[at++] = (struct sock_filter)WORD(pointer + 4);
    filter[at++] = (struct sock_filter)IF_EQUAL(called >> 32, COUNT + 1, 0);
    filter[at++] = (struct sock_filter)WORD(offsetof(struct seccomp_data, nr));
    for (int call = 0; call < COUNT; call++) {
        filter[at++] = (struct sock_filter)IF_EQUAL(CALLS[call].number, COUNT - call, 0);
    }
    filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    struct sock_fprog program = {.len = at, .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) {
        give_up("seccomp");
    }
}
