package io.github.bpfgate.pipeline;

import io.github.bpfgate.clang.BpfCompiler;
import io.github.bpfgate.clang.CompileRequest;

/**
 * What the goal compile did, for goals that compile other sources as it compiled those of now.
 *
 * @param compiler which clang it takes
 * @param request  of the sources of now
 */
public record Compilation(BpfCompiler compiler, CompileRequest request) {
}
