/** The goals: parameters become an immutable request, a pipeline step takes it, its outcome becomes the build's. */
package io.github.bpfgate.mojo;
