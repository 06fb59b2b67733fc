package io.github.bpfgate.clang;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Stores a fingerprint as JSON that a developer can read to learn why an object was compiled again. */
final class FingerprintFile {

    private final ObjectMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // Jackson's own form of a path is an absolute URI; a diagnostic's path has to stay relative
            .addModule(new SimpleModule()
                    .addSerializer(Path.class, ToStringSerializer.instance)
                    .addDeserializer(Path.class, new PathFromText()))
            .build();

    /** The stored fingerprint; empty when there is none, or none that can be read. */
    Optional<Fingerprint> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(json.readValue(Files.readAllBytes(file), Fingerprint.class));
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    void write(Path file, Fingerprint fingerprint) throws IOException {
        try {
            Files.write(file, json.writeValueAsBytes(fingerprint));
        } catch (JsonProcessingException e) {
            throw new IOException("The fingerprint " + file + " could not be put into JSON", e);
        }
    }

    private static final class PathFromText extends FromStringDeserializer<Path> {

        private static final long serialVersionUID = 1L;

        PathFromText() {
            super(Path.class);
        }

        @Override
        protected Path _deserialize(String text, DeserializationContext context) {
            return Path.of(text);
        }
    }
}
