package io.github.bpfgate.instrument;

import io.github.bpfgate.clang.CompileRequest;
import io.github.bpfgate.fixture.SystemClang;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A source and the header {@code shared.h} beside it, compiled by the real clang. */
final class CompiledSource {

    private static final String FIRST_LINES = """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            """;
    private static final String LAST_LINE = "char LICENSE[] SEC(\"license\") = \"GPL\";\n";

    private static final byte CALL = (byte) 0x85;

    private final String source;
    private final String header;
    private final byte[] object;

    private CompiledSource(String source, String header, byte[] object) {
        this.source = source;
        this.header = header;
        this.object = object;
    }

    /** Compiles in a directory of its own; the two includes that all need and a licence are added. */
    static CompiledSource of(Path directory, String header, String source, String... flags) throws Exception {
        String whole = FIRST_LINES + source + LAST_LINE;
        Path project = Files.createTempDirectory(directory, "project");
        Files.createDirectory(project.resolve("bpf"));
        Files.writeString(project.resolve("bpf/shared.h"), header);
        Files.writeString(project.resolve("bpf/sample.bpf.c"), whole);
        SystemClang.compiler().compile(new CompileRequest(Path.of("bpf"), List.of(), List.of(flags), Path.of("out"),
                Optional.empty(), Optional.empty(), "test", project));
        return new CompiledSource(whole, header, Files.readAllBytes(project.resolve("out/sample.bpf.o")));
    }

    byte[] object() {
        return object;
    }

    ObjectMap map() throws ObjectFormatException {
        return ObjectMap.read(object, "sample.bpf.o");
    }

    /** The text that stands in the file and line that a map gives, without space at its end. */
    String textAt(SourceLine line) {
        String text = line.file().endsWith("shared.h") ? header : source;
        return text.lines().toList().get(line.line() - 1).stripTrailing();
    }

    /** The instructions of a section in native byte order, as libbpf gives those of a program that uses no other. */
    byte[] code(String section) throws ObjectFormatException {
        ObjectBytes bytes = ElfObject.read(object, "sample.bpf.o").section(section).orElseThrow().bytes();
        ByteBuffer slots = ByteBuffer.allocate(bytes.size()).order(ByteOrder.nativeOrder());
        for (int at = 0; at < bytes.size(); at += Long.BYTES) {
            slots.putLong(bytes.i64(at));
        }
        return slots.array();
    }

    /** The one program with the one subprogram behind it and its one call pointed there, as libbpf does it. */
    byte[] linked(String section) throws ObjectFormatException {
        byte[] program = code(section);
        byte[] subprogram = code(".text");
        ByteBuffer slots = ByteBuffer.allocate(program.length + subprogram.length).order(ByteOrder.nativeOrder());
        slots.put(program).put(subprogram);
        for (int at = 0; at < program.length; at += Long.BYTES) {
            if (program[at] == CALL) {
                slots.putInt(at + Integer.BYTES, (program.length - at) / Long.BYTES - 1);
            }
        }
        return slots.array();
    }

    /** The number of the one line of the source that holds this. */
    int lineOf(String part) {
        List<String> lines = source.lines().toList();
        List<Integer> found = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(part)).mapToObj(i -> i + 1).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(part + " is in lines " + found);
        }
        return found.get(0);
    }
}
