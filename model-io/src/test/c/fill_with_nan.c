/*
 * Fills newly allocated aligned memory with float NaN when preloaded into a JVM. The engine
 * allocates its arrays and the scratch space of its kernels this way. A kernel that reads
 * uninitialised memory then returns NaN instead of a plausible number.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

enum { SMALLEST = 4096 };

int posix_memalign(void **memory, size_t alignment, size_t size) {
  static int (*allocate)(void **, size_t, size_t);
  if (allocate == NULL) {
    *(void **)&allocate = dlsym(RTLD_NEXT, "posix_memalign");
  }
  int status = allocate(memory, alignment, size);
  if (status == 0 && size >= SMALLEST) {
    memset(*memory, 0xff, size);
  }
  return status;
}
