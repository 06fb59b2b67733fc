/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Benchmarks of C functions, for any *.bpf.c to include:
 *
 *	#include <bpfgate/bench.h>
 *	#include "source_class.h"
 *
 *	BPFGATE_BENCH(classify_octets, 256)
 *	{
 *		bpfgate_keep(classify(input));
 *	}
 *
 * makes an XDP program that runs the body for each input from 0 to 255. It leaves its packet alone.
 */
#ifndef BPFGATE_BENCH_H
#define BPFGATE_BENCH_H

/* Has the compiler work out a value of up to 64 bits that nothing else would use. */
#define bpfgate_keep(value)                                                          \
	do {                                                                         \
		__typeof__(value) bpfgate_kept = (value);                            \
		__asm__ volatile("" : : "r"(bpfgate_kept));                          \
	} while (0)

/*
 * name   of the program, and so of the benchmark
 * inputs how often a run executes the body, a constant of the compiler's; the body has
 *        unsigned int input, of which the compiler knows nothing
 *
 * The number is noted in a section that libbpf passes over, in an assembly that also
 * sets the counter: one without an instruction of its own would have the next one's
 * line twice, which the kernel refuses. %c leaves the number without a mark.
 */
#define BPFGATE_BENCH(name, inputs)                                                  \
	_Static_assert((inputs) >= 1 && (inputs) <= 1000000,                         \
		       "BPFGATE_BENCH(" #name ", " #inputs                           \
		       "): the number of inputs is from 1 to 1000000");              \
	static inline __attribute__((always_inline)) void                            \
	bpfgate_body_of_##name(unsigned int input);                                  \
	__attribute__((section("xdp"), used)) int name(void *ctx)                    \
	{                                                                            \
		unsigned int bpfgate_next;                                           \
                                                                                     \
		(void)ctx;                                                           \
		__asm__ volatile(".pushsection \"bpfgate.bench\",\"\",@progbits\n\t" \
				 ".ascii \"" #name " %c1\\n\"\n\t"                   \
				 ".popsection\n\t"                                   \
				 "%0 = 0"                                            \
				 : "=r"(bpfgate_next)                                \
				 : "i"(inputs));                                     \
		do {                                                                 \
			unsigned int bpfgate_input = bpfgate_next;                   \
                                                                                     \
			__asm__ volatile("" : "+r"(bpfgate_input));                  \
			bpfgate_body_of_##name(bpfgate_input);                       \
		} while (++bpfgate_next < (inputs));                                 \
		return 2; /* XDP_PASS */                                             \
	}                                                                            \
	static inline __attribute__((always_inline)) void                            \
	bpfgate_body_of_##name(unsigned int input)

#endif
