/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Included before a program, this makes another object of it that does the same work:
 * its zeroed data is 16 bytes and not 8, and no instruction touches the second half.
 */
unsigned long long inert;
