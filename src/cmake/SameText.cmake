# cmake -D WRITTEN=… -D COMMITTED=… -P SameText.cmake fails when a generated page of docs/ is old.
set(written)
set(committed)
file(READ ${WRITTEN} written)
if(EXISTS ${COMMITTED})
  file(READ ${COMMITTED} committed)
endif()
if(NOT written STREQUAL committed)
  message(FATAL_ERROR
    "${COMMITTED} is not what the schema says now: run './dev docs' and commit it.")
endif()
