# What the build writes for itself, all of it under ${AMILOCAL_GEN}:
#   ec2/shapes.gen.h …           from schema/api/ec2.json, by wiregen
#   blank/catalog.sqlite3        from schema/catalog, by blank
#   embedded/seed.gen.h …        from files that travel inside the binary, by embed

# The tools run during the build: optimised, and without the profile's instruments.
function(amilocal_tool name)
  file(GLOB sources CONFIGURE_DEPENDS src/tools/${name}/*.cpp)
  if(sources)
    add_executable(${name} ${sources})
    target_compile_features(${name} PRIVATE cxx_std_20)
    target_compile_options(${name} PRIVATE ${warnings} -O1)
    target_include_directories(${name} PRIVATE src)
  endif()
endfunction()

# amilocal_embed(seed FILES…) gives the library embedded_seed. Its embedded/seed.gen.h declares
# amilocal::embedded::seed(): the files in the order given, under their names without a directory.
# The header joins the caller's list headers.
function(amilocal_embed group)
  set(header ${AMILOCAL_GEN}/embedded/${group}.gen.h)
  set(source ${AMILOCAL_GEN}/embedded/${group}.gen.cpp)
  add_custom_command(OUTPUT ${header} ${source}
    COMMAND embed ${group} ${AMILOCAL_GEN}/embedded ${ARGN}
    DEPENDS embed ${ARGN} COMMENT "Embedding ${group}" VERBATIM)
  add_library(embedded_${group} STATIC ${source} ${header})
  target_link_libraries(embedded_${group} PUBLIC amilocal_flags)
  set(headers ${headers} ${header} PARENT_SCOPE)
endfunction()

# amilocal_blank(FILES…) gives the library embedded_blank: the catalog without content that the
# steps of its schema make.
function(amilocal_blank)
  set(catalog ${AMILOCAL_GEN}/blank/catalog.sqlite3)
  file(MAKE_DIRECTORY ${AMILOCAL_GEN}/blank)
  add_custom_command(OUTPUT ${catalog} COMMAND blank ${catalog} ${ARGN}
    DEPENDS blank ${ARGN} COMMENT "Making a blank catalog" VERBATIM)
  amilocal_embed(blank ${catalog})
  set(headers ${headers} PARENT_SCOPE)
endfunction()

# Adds one service's generated files to the lists headers, codecs, tables and docs of the caller.
function(amilocal_service schema)
  cmake_path(GET schema STEM service)
  set(out ${AMILOCAL_GEN}/${service})
  set(new_headers ${out}/shapes.gen.h ${out}/describe.gen.h ${out}/handlers.gen.h
    ${out}/codec.gen.h ${out}/table.gen.h)
  set(new_codecs ${out}/codec_in.gen.cpp ${out}/codec_out.gen.cpp)
  set(new_tables ${out}/operations.gen.cpp)
  set(new_docs ${out}/operations.md)
  add_custom_command(OUTPUT ${new_headers} ${new_codecs} ${new_tables} ${new_docs}
    COMMAND wiregen ${schema} ${AMILOCAL_GEN}
    DEPENDS wiregen ${schema} COMMENT "Generating ${service}" VERBATIM)
  foreach(list headers codecs tables docs)
    set(${list} ${${list}} ${new_${list}} PARENT_SCOPE)
  endforeach()
endfunction()
