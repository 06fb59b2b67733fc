package io.github.bpfgate.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How requests and events are written: one line of JSON each. */
final class Protocol {

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    String write(Object message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of ours cannot be written as JSON", e);
        }
    }

    WorkerRequest readRequest(String line) throws JsonProcessingException {
        return mapper.readValue(line, WorkerRequest.class);
    }

    WorkerEvent readEvent(String line) throws JsonProcessingException {
        return mapper.readValue(line, WorkerEvent.class);
    }
}
