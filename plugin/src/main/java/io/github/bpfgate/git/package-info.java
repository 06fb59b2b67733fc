/** Reading the files of a commit out of a clone, without git being installed. The only package that knows JGit. */
package io.github.bpfgate.git;
