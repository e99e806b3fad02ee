/* The little that kernels ask of Numba's runtime, for tools/link_kernels.py: memory for the small arrays that they make. */

#include <stdlib.h>

enum { LINE = 64 };

/* What a kernel looks at: how many hold the memory, and where it begins. */
struct owner {
    size_t holders;
    void *unused[2];
    void *memory;
};

/* Kernels ask for alignments up to a line. */
struct owner *NRT_MemInfo_alloc_aligned(size_t size, unsigned alignment)
{
    struct owner *made = aligned_alloc(LINE, LINE + (size + LINE - 1) / LINE * LINE);
    (void)alignment;
    if (made) {
        made->holders = 1;
        made->memory = (char *)made + LINE;
    }
    return made;
}

/* The last holder has gone. */
void NRT_MemInfo_call_dtor(struct owner *made)
{
    free(made);
}
