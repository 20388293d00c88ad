package org.countersign.records.sign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countersign.records.RecordsSettings;
import org.countersign.records.RecordsSettings.SealKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the institution's keys lie: a PKCS#12 file, or a PKCS#11 token. Entries are numbered; the highest number is in use,
 * lower ones stay after a rotation so that older signatures can be followed.
 */
public final class Keystore {

    private static final Logger LOG = LoggerFactory.getLogger(Keystore.class);
    private static final int SHORTEST_PASSWORD = 12;

    private final Path data;
    private final RecordsSettings.Keystore settings;
    private final boolean demonstration;
    private final Certificates certificates;

    public Keystore(Path data, RecordsSettings.Keystore settings, boolean demonstration, String institution, String publicUrl) {
        this.data = data;
        this.settings = settings;
        this.demonstration = demonstration;
        this.certificates = new Certificates(institution, publicUrl);
    }

    /**
     * Opens the keys, making them at the very first start.
     *
     * @param known SHA-256 (hex) of the authorities the database knows
     * @param inUse whether the database belongs to keys already, our own or another node's: then keys are never made anew
     * @throws KeystoreUnusable with a plain message; never repairs
     */
    public KeyRing open(Set<String> known, boolean inUse, Instant now) {
        char[] password = password().toCharArray();
        KeyStore store = load(password);
        try {
            int number = highest(store);
            if (number == 0) {
                if (inUse) {
                    throw gone();
                }
                number = 1;
                make(store, number, now);
                save(store, password);
                LOG.info("Made the institution's keys in {}: back this up together with its password", place());
            }
            KeyRing ring = ring(store, password, number);
            if (inUse && ring.everIssued().stream().map(Digests::of).noneMatch(known::contains)) {
                throw new KeystoreUnusable("The keys in " + place() + " are not the ones this database belongs to.",
                        "Put back the keystore that belongs to this database; on a second node copy the first one's. Countersign does not start with foreign keys, because "
                                + "new records would not verify together with the old ones.");
            }
            return ring;
        } catch (GeneralSecurityException e) {
            throw new KeystoreUnusable("The keys in " + place() + " cannot be used: " + e.getMessage(),
                    "Restore the keystore from a backup, or check the token.", e);
        } catch (IOException e) {
            throw new KeystoreUnusable("The keys could not be written to " + place() + ": " + e.getMessage(),
                    "See to it that the data folder can be written and the disk is not full.", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** New keys beside the old ones, not in use before they are kept. */
    public final class Fresh {

        private final KeyStore store;
        private final KeyRing ring;

        private Fresh(KeyStore store, KeyRing ring) {
            this.store = store;
            this.ring = ring;
        }

        public KeyRing ring() {
            return ring;
        }

        /** Writes the file. @throws KeystoreUnusable when it cannot be written; the old keys are still in use then */
        public KeyRing keep() {
            char[] password = password().toCharArray();
            try {
                save(store, password);
                return ring;
            } catch (GeneralSecurityException | IOException e) {
                throw notMade(e);
            } finally {
                Arrays.fill(password, '\0');
            }
        }
    }

    /** Makes a new authority, seal and time-stamping key, to be kept by the caller; the old ones stay for verification. A token keeps them at once. */
    public Fresh rotate(Instant now) {
        char[] password = password().toCharArray();
        KeyStore store = load(password);
        try {
            int number = highest(store) + 1;
            if (number == 1) {
                throw gone();
            }
            make(store, number, now);
            return new Fresh(store, ring(store, password, number));
        } catch (GeneralSecurityException e) {
            throw notMade(e);
        }
    }

    private KeystoreUnusable notMade(Exception e) {
        return new KeystoreUnusable("New keys could not be made in " + place() + ": " + e.getMessage(),
                "The old keys are unchanged and still in use.", e);
    }

    private KeystoreUnusable gone() {
        return new KeystoreUnusable("The institution's keys are missing from " + place() + ", but the database belongs to keys made before.",
                "Restore the keystore from a backup; on a second node copy the first one's. Countersign never makes new keys over existing records: they would no longer belong together.");
    }

    private void make(KeyStore store, int number, Instant now) throws GeneralSecurityException {
        KeyPair ca = pair(SealKey.EC_P256, store.getProvider());
        X509Certificate authority = certificates.authority(ca.getPublic(), ca.getPrivate(), number, now);
        KeyPair seal = pair(settings.sealKey(), store.getProvider());
        KeyPair time = pair(SealKey.EC_P256, store.getProvider());
        char[] password = settings.pkcs11() == null ? password().toCharArray() : null;
        store.setKeyEntry("authority-" + number, ca.getPrivate(), password, new Certificate[] {authority});
        store.setKeyEntry("seal-" + number, seal.getPrivate(), password,
                new Certificate[] {certificates.seal(seal.getPublic(), authority, ca.getPrivate(), number, now), authority});
        store.setKeyEntry("time-" + number, time.getPrivate(), password,
                new Certificate[] {certificates.timeStamping(time.getPublic(), authority, ca.getPrivate(), number, now), authority});
    }

    private KeyPair pair(SealKey kind, Provider provider) throws GeneralSecurityException {
        String algorithm = kind == SealKey.RSA_3072 ? "RSA" : "EC";
        KeyPairGenerator generator = settings.pkcs11() == null
                ? KeyPairGenerator.getInstance(algorithm) : KeyPairGenerator.getInstance(algorithm, provider);
        if (kind == SealKey.RSA_3072) {
            generator.initialize(3072);
        } else {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator.generateKeyPair();
    }

    private KeyRing ring(KeyStore store, char[] password, int number) throws GeneralSecurityException {
        Set<X509Certificate> all = new HashSet<>();
        for (String alias : Collections.list(store.aliases())) {
            if (alias.matches("(authority|seal|time)-\\d+")) {
                all.add((X509Certificate) store.getCertificate(alias));
            }
        }
        List<KeyRing.Key> former = new ArrayList<>();
        for (int earlier = number - 1; earlier > 0; earlier--) {
            if (store.containsAlias("authority-" + earlier)) {
                former.add(key(store, password, "authority-" + earlier));
            }
        }
        return new KeyRing(certificates, key(store, password, "authority-" + number), key(store, password, "seal-" + number),
                key(store, password, "time-" + number), all, former);
    }

    private KeyRing.Key key(KeyStore store, char[] password, String alias) throws GeneralSecurityException {
        PrivateKey key = (PrivateKey) store.getKey(alias, settings.pkcs11() == null ? password : null);
        Certificate[] chain = store.getCertificateChain(alias);
        if (key == null || chain == null) {
            throw new KeystoreUnusable("The keystore " + place() + " has no entry '" + alias + "'.", "Restore it from a backup.");
        }
        return new KeyRing.Key(key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
    }

    private static int highest(KeyStore store) throws GeneralSecurityException {
        return Collections.list(store.aliases()).stream().filter(a -> a.matches("authority-\\d+"))
                .mapToInt(a -> Integer.parseInt(a.substring("authority-".length()))).max().orElse(0);
    }

    private KeyStore load(char[] password) {
        try {
            if (settings.pkcs11() != null) {
                // A key of a token answers only to the provider it was opened with: one for the life of the process.
                Provider configured = Security.getProvider("SunPKCS11").configure(settings.pkcs11().toString());
                Provider known = Security.getProvider(configured.getName());
                Provider provider = known == null ? configured : known;
                Security.addProvider(provider);
                KeyStore token = KeyStore.getInstance("PKCS11", provider);
                token.load(null, password);
                return token;
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            if (Files.exists(file())) {
                store.load(new ByteArrayInputStream(read()), password);
            } else {
                store.load(null, password);
            }
            return store;
        } catch (KeystoreUnusable e) {
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new KeystoreUnusable("The keystore " + place() + " cannot be opened: the password does not fit, or the file is damaged.",
                    "Set countersign.records.keystore.password (environment: COUNTERSIGN_RECORDS_KEYSTORE_PASSWORD) to the password it was made with, "
                            + "or restore the keystore from a backup. It is never replaced by a new one.", e);
        }
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(file());
        } catch (IOException e) {
            throw new KeystoreUnusable("The keystore " + place() + " cannot be read (" + e.getClass().getSimpleName() + ").",
                    "Let the account that runs Countersign read this file, and nobody else.", e);
        }
    }

    private void save(KeyStore store, char[] password) throws IOException, GeneralSecurityException {
        if (settings.pkcs11() != null) {
            return;
        }
        Files.createDirectories(file().toAbsolutePath().getParent());
        Path fresh = privateFile(file().resolveSibling(file().getFileName() + ".new"));
        try (OutputStream out = Files.newOutputStream(fresh)) {
            store.store(out, password);
        }
        Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String password() {
        @Nullable String given = settings.password();
        if (given != null && !given.isEmpty()) {
            if (given.length() < SHORTEST_PASSWORD && !demonstration) {
                throw new KeystoreUnusable("The keystore's password is shorter than " + SHORTEST_PASSWORD + " characters.",
                        "Set a longer countersign.records.keystore.password in the environment (COUNTERSIGN_RECORDS_KEYSTORE_PASSWORD).");
            }
            return given;
        }
        if (!demonstration) {
            throw new KeystoreUnusable("No password is set for the institution's keys.",
                    "Set countersign.records.keystore.password in the environment (COUNTERSIGN_RECORDS_KEYSTORE_PASSWORD), "
                            + "at least " + SHORTEST_PASSWORD + " characters, and keep it apart from the data folder.");
        }
        return demonstrationPassword();
    }

    /** Only in the demonstration does the password lie beside the keys. */
    private String demonstrationPassword() {
        Path beside = data.resolve("keystore.password");
        try {
            if (Files.exists(beside)) {
                return Files.readString(beside).strip();
            }
            if (Files.exists(file())) {
                throw new KeystoreUnusable("The password of the demonstration's keys is missing from " + beside + ".",
                        "Put the file back, or delete the demonstration's whole data folder to start afresh.");
            }
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Files.createDirectories(data);
            Files.writeString(privateFile(beside), made);
            return made;
        } catch (IOException e) {
            throw new KeystoreUnusable("The demonstration's keystore password could not be kept in " + beside + ": " + e.getMessage(),
                    "See to it that the data folder can be written.", e);
        }
    }

    private static Path privateFile(Path path) throws IOException {
        Files.deleteIfExists(path);
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(path);
    }

    private Path file() {
        return settings.file() == null ? data.resolve("keystore.p12") : settings.file();
    }

    private String place() {
        return settings.pkcs11() == null ? file().toString() : "the token of " + settings.pkcs11();
    }
}
