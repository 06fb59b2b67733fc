package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.Insn;
import io.github.bpfgate.libbpf.BpfMap;
import io.github.bpfgate.libbpf.BpfProgram;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A loaded program in a form that is equal for two programs exactly if they do the same work.
 *
 * <p>It holds the relocated instructions of the program and of all it calls, with each map named by the order of its
 * first use and not by its descriptor; the definition and the initial data of each of these maps; and the program's
 * type. The set-up program belongs to it, for it decides what the maps hold. Where a program array is used the
 * object's other programs belong to it, for they may be tail-called. The kernel's {@code tag} leaves out maps and data,
 * and so cannot stand in for this.
 */
final class WorkIdentity {

    private final ProgramSource.Loaded loaded;
    private final Map<Integer, BpfMap> mapsByFd = new LinkedHashMap<>();
    private final List<BpfMap> used = new ArrayList<>();
    private final ByteArrayOutputStream form = new ByteArrayOutputStream();

    private WorkIdentity(ProgramSource.Loaded loaded) {
        this.loaded = loaded;
        loaded.object().maps().forEach(map -> mapsByFd.put(map.fd(), map));
    }

    /**
     * Whether the two do the same work.
     *
     * @param sameFile whether both come from equal object files, which settles maps whose contents cannot be seen here
     */
    static boolean same(ProgramSource.Loaded one, ProgramSource.Loaded other, boolean sameFile) {
        WorkIdentity a = new WorkIdentity(one);
        WorkIdentity b = new WorkIdentity(other);
        boolean equal = Arrays.equals(a.canonical(), b.canonical());
        return equal && (sameFile || !a.usesUnseenContents());
    }

    private byte[] canonical() {
        write(loaded.program());
        loaded.setup().ifPresent(this::write);
        if (used.stream().anyMatch(BpfMap::isProgramArray)) {
            loaded.object().programs().forEach(this::write);
        }
        for (BpfMap map : used) {
            text(map.definition().toString());
            byte[] data = map.initialValue();
            number(data.length);
            form.writeBytes(data);
        }
        return form.toByteArray();
    }

    /** Neither a map's inner maps nor the order in which a program array names its programs is known here. */
    private boolean usesUnseenContents() {
        return used.stream().anyMatch(m -> m.isProgramArray() || m.definition().type().endsWith("_of_maps"));
    }

    private void write(BpfProgram program) {
        number(program.type());
        number(program.expectedAttachType());
        number(program.loadFlags());
        byte[] insns = program.insns();
        number(insns.length);
        ByteBuffer code = ByteBuffer.wrap(insns).order(ByteOrder.nativeOrder());
        List<Insn> instructions = Insn.all(insns).toList();
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i).namesMap()) {
                code.putInt(i * Insn.BYTES + Integer.BYTES, indexOfMap(instructions.get(i).imm()));
            }
        }
        form.writeBytes(code.array());
    }

    private int indexOfMap(int fd) {
        BpfMap map = mapsByFd.get(fd);
        if (map == null) {
            throw new IllegalStateException(loaded.program().name() + " uses a map that its object does not hold");
        }
        if (!used.contains(map)) {
            used.add(map);
        }
        return used.indexOf(map);
    }

    private void number(int value) {
        form.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        form.writeBytes(bytes);
    }
}
