// SPDX-License-Identifier: Apache-2.0
/*
 * What exact metrics are measured against: loads every program of the objects it is given
 * as often as it is told to, each time from the file on, alone and with nothing asked, as
 * veristat does. Prints how many programs there were; the first that does not load ends it.
 *
 * gcc -O2 -o plain-loads plain-loads.c -lbpf
 */
#include <bpf/libbpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int quiet(enum libbpf_print_level level, const char *format, va_list args)
{
	return level == LIBBPF_WARN ? vfprintf(stderr, format, args) : 0;
}

/* Loads the program at an index. Returns how many there are; ends with status 1 if it does not load. */
static int load(const char *file, int index)
{
	struct bpf_object *object = bpf_object__open_file(file, NULL);
	struct bpf_program *program;
	struct bpf_map *map;
	int count = 0;

	if (!object)
		exit(1);
	bpf_object__for_each_map(map, object)
		bpf_map__set_pin_path(map, NULL);
	bpf_object__for_each_program(program, object)
		bpf_program__set_autoload(program, count++ == index);
	if (bpf_object__load(object))
		exit(1);
	bpf_object__close(object);
	return count;
}

int main(int argc, char **argv)
{
	int times, programs = 0;

	if (argc < 3 || (times = atoi(argv[1])) < 1) {
		fprintf(stderr, "usage: %s TIMES OBJECT...\n", argv[0]);
		return 2;
	}
	libbpf_set_print(quiet);
	for (int i = 2; i < argc; i++) {
		int count = 1;

		for (int program = 0; program < count; program++, programs++)
			for (int time = 0; time < times; time++)
				count = load(argv[i], program);
	}
	printf("%d\n", programs);
	return 0;
}
