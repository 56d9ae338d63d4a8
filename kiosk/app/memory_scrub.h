// Forgetting: what a person typed must not stay in the memory of the process when it is
// given back, wherever a copy was made: in our own strings, in those of a library, in the
// buffers of a frame.
//
// A program that links this file has its malloc's free() and realloc() replaced by ones
// that overwrite memory before they give it back. That holds for every library of the
// process, because they all share one free(). Not under a sanitizer, which brings its own.
//
// What is left then is memory still held (Ui::forget(), Canvas::forget() and update() let go
// of it) and the stack, which scrub_stack() overwrites. tests/kiosk/memory_scrub_test.cc and
// tests/lockdown/privacy_test.cc look for what was left behind.

#pragma once

namespace hall::kiosk {

// True if memory is overwritten when it is freed: false under a sanitizer.
bool freed_memory_is_scrubbed();

// Overwrites the stack below the caller, as deep as a frame of the kiosk ever reaches:
// strings of up to fifteen bytes live there. Call it from where the loop is. Any thread,
// for its own stack.
void scrub_stack();

// Keeps the memory of this process to itself: no core dump, no other process of the same
// user may look into it (PR_SET_DUMPABLE), and none of it goes to the swap space as far
// as the system allows; where it does not, a log line says so. Once, at the start.
void seclude_process();

}  // namespace hall::kiosk
