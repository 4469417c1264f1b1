/* The C ABI of undertone_pieces.wasm: text in, the input of a deep model out. A module of its own,
 * since only sites that ask for the deep tier load it.
 *
 * Only 32-bit integers and pointers cross; a uint32_t that is not said to be something else is
 * undertone::Status (0 = ok).
 */
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Memory for the caller to write into; 0 if there is none. */
void* undertone_pieces_allocate(uint32_t size_bytes);
void undertone_pieces_free(void* memory);

/* Copies a vocabulary (models/deep/FORMAT.md); an earlier one stays if it is refused. */
uint32_t undertone_pieces_load(const uint8_t* bytes, uint32_t size_bytes);

/* Pieces in use: every id is below. 0 before a vocabulary is loaded. */
uint32_t undertone_pieces_count(void);

/* The input for a message, whose answer and earlier turn stand right behind it in `text`. Result:
 * how many uint16_t there are at undertone_pieces_output(), until the next call. */
uint32_t undertone_pieces_input(const uint8_t* text, uint32_t message_bytes, uint32_t answer_bytes,
                                uint32_t earlier_bytes);
const uint16_t* undertone_pieces_output(void);

#ifdef __cplusplus
}
#endif
