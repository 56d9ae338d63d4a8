# Fetches the templates and trains the model. Never fails the build: without templates it
# says what is missing and removes nothing that is there.
file(MAKE_DIRECTORY ${BINARY}/npm)
file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${BINARY}/npm)
set(failed TRUE)
if(NPM)
    execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund
        WORKING_DIRECTORY ${BINARY}/npm RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET TIMEOUT 180)
endif()
if(failed)
    message(WARNING "Handwriting: npm hanzi-writer-data could not be fetched. The build goes on; the kiosk reads handwriting by zinnia alone.")
    return()
endif()
get_filename_component(folder ${MODEL} DIRECTORY)
file(MAKE_DIRECTORY ${folder})
execute_process(COMMAND ${TRAINER} ${BINARY}/npm/node_modules/hanzi-writer-data ${MODEL}.new
    RESULT_VARIABLE failed)
if(failed)
    message(WARNING "Handwriting: the model could not be trained. The kiosk reads handwriting by zinnia alone.")
    return()
endif()
file(RENAME ${MODEL}.new ${MODEL})
file(TOUCH ${BINARY}/model.done)
