/** Reading and writing what a module's programs are judged against: {@code baseline.json} and the objects beside it. */
package io.github.bpfgate.baseline;
