package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.Delegate;
import jnr.ffi.annotations.In;
import jnr.ffi.types.size_t;
import jnr.ffi.types.u_int32_t;
import jnr.ffi.types.u_int64_t;

/**
 * The raw interface of libbpf 1.x, limited to symbols that 1.0 already exports.
 *
 * <p>Names and argument order are libbpf's own (bpf.h, libbpf.h). Calls that return an {@code int} answer a
 * negative errno; calls that return a pointer answer null and set errno.
 */
public interface LibbpfCalls {

    /** {@code libbpf_print_fn_t}; the third argument is a {@code va_list}, which both ABIs pass as a pointer. */
    interface PrintCallback {
        @Delegate
        int print(int level, Pointer format, Pointer arguments);
    }

    int libbpf_major_version();

    String libbpf_version_string();

    Pointer libbpf_set_print(PrintCallback callback);

    String libbpf_bpf_prog_type_str(int type);

    String libbpf_bpf_map_type_str(int type);

    /** The bytes are read during the call alone. */
    Pointer bpf_object__open_mem(@In byte[] bytes, @size_t long size, Pointer options);

    int bpf_object__load(Pointer object);

    void bpf_object__close(Pointer object);

    int bpf_object__btf_fd(Pointer object);

    Pointer bpf_object__next_program(Pointer object, Pointer previous);

    Pointer bpf_object__next_map(Pointer object, Pointer previous);

    String bpf_program__name(Pointer program);

    String bpf_program__section_name(Pointer program);

    int bpf_program__type(Pointer program);

    int bpf_program__expected_attach_type(Pointer program);

    @u_int32_t
    int bpf_program__flags(Pointer program);

    int bpf_program__set_autoload(Pointer program, boolean autoload);

    int bpf_program__set_log_level(Pointer program, @u_int32_t int level);

    int bpf_program__set_log_buf(Pointer program, Pointer buffer, @size_t long size);

    int bpf_program__fd(Pointer program);

    Pointer bpf_program__insns(Pointer program);

    @size_t
    long bpf_program__insn_cnt(Pointer program);

    String bpf_map__name(Pointer map);

    int bpf_map__type(Pointer map);

    int bpf_map__fd(Pointer map);

    @u_int32_t
    int bpf_map__key_size(Pointer map);

    @u_int32_t
    int bpf_map__value_size(Pointer map);

    @u_int32_t
    int bpf_map__max_entries(Pointer map);

    @u_int32_t
    int bpf_map__map_flags(Pointer map);

    @u_int64_t
    long bpf_map__map_extra(Pointer map);

    int bpf_map__set_pin_path(Pointer map, String path);

    Pointer bpf_map__initial_value(Pointer map, Pointer size);

    int bpf_map_create(int type, String name, @u_int32_t int keySize, @u_int32_t int valueSize,
            @u_int32_t int maxEntries, Pointer options);

    int bpf_map_lookup_elem(int fd, Pointer key, Pointer value);

    int bpf_map_update_elem(int fd, Pointer key, Pointer value, @u_int64_t long flags);

    int bpf_prog_load(int type, String name, String license, Pointer insns, @size_t long count, Pointer options);

    int bpf_prog_test_run_opts(int fd, Pointer options);

    int bpf_link_create(int programFd, int targetFd, int attachType, Pointer options);

    int bpf_prog_attach(int programFd, int targetFd, int attachType, @u_int32_t int flags);

    int bpf_raw_tracepoint_open(String name, int programFd);

    int bpf_link_update(int linkFd, int newProgramFd, Pointer options);

    int bpf_obj_get_info_by_fd(int fd, Pointer info, Pointer length);

    int bpf_enable_stats(int type);

    Pointer btf__parse(String path, Pointer extension);

    void btf__free(Pointer btf);

    @u_int32_t
    int btf__type_cnt(Pointer btf);

    Pointer btf_dump__new(Pointer btf, Pointer print, Pointer context, Pointer options);

    int btf_dump__dump_type(Pointer dump, @u_int32_t int type);

    void btf_dump__free(Pointer dump);
}
