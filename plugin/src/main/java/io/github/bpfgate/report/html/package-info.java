/** The report as one HTML file: what is on the page, and where its charts draw. */
package io.github.bpfgate.report.html;
