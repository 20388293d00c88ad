package org.countersign.records;

import java.security.cert.CertificateEncodingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.countersign.records.sign.Digests;
import org.countersign.records.sign.PdfSigning;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The frozen sheets and the signatures on them, in the database. */
@Repository
class Sheets {

    private static final String COLUMNS = "sheet_id, case_id, sheet_number, frozen_at, sha256, unsigned_size, signatures, pdf";

    /** A sheet with its present bytes. */
    record Stored(long id, String caseId, int number, Instant frozenAt, String sha256, long unsignedSize, int signatures, byte[] pdf) {}

    /** A signature with its evidence. */
    record Signature(int sheetNumber, String sheetSha256, int number, PersonalSignature signature, @Nullable String commentSalt,
            @Nullable String commentSha256, String certificateSerial) {}

    private final JdbcClient jdbc;

    Sheets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Sheet> bySubmission(String submissionId) {
        return jdbc.sql("select case_id, sheet_number, frozen_at, sha256, signatures from cs_sheet where submission_id = ?")
                .param(submissionId).query(Sheets::sheet).optional();
    }

    Optional<String> modelOf(String submissionId) {
        return jdbc.sql("select model_json from cs_sheet where submission_id = ?").param(submissionId).query(String.class).optional();
    }

    List<Sheet> of(String caseId) {
        return jdbc.sql("select case_id, sheet_number, frozen_at, sha256, signatures from cs_sheet where case_id = ? order by sheet_number")
                .param(caseId).query(Sheets::sheet).list();
    }

    List<Stored> storedOf(String caseId) {
        return jdbc.sql("select " + COLUMNS + " from cs_sheet where case_id = ? order by sheet_number").param(caseId).query(Sheets::stored).list();
    }

    Optional<Stored> newest(String caseId) {
        return jdbc.sql("select " + COLUMNS + " from cs_sheet where case_id = ? order by sheet_number desc fetch first 1 rows only")
                .param(caseId).query(Sheets::stored).optional();
    }

    /** Held until the end of the transaction: two signers sign one after the other. */
    Optional<Stored> newestLocked(String caseId) {
        lock(caseId);
        return newest(caseId);
    }

    /** Holds the case's sheets until the end of the transaction. */
    void lock(String caseId) {
        jdbc.sql("select sheet_id from cs_sheet where case_id = ? order by sheet_id for update").param(caseId).query(Long.class).list();
    }

    Sheet add(String caseId, String submissionId, Instant at, String modelJson, byte[] pdf) {
        int number = jdbc.sql("select coalesce(max(sheet_number), 0) + 1 from cs_sheet where case_id = ?").param(caseId).query(Integer.class).single();
        String sha256 = Digests.of(pdf);
        jdbc.sql("""
                insert into cs_sheet (case_id, sheet_number, submission_id, frozen_at, sha256, unsigned_size, signatures, model_json, pdf)
                values (?, ?, ?, ?, ?, ?, 0, ?, ?)""")
                .params(caseId, number, submissionId, utc(at), sha256, pdf.length, modelJson, pdf).update();
        return new Sheet(caseId, number, at, sha256, 0);
    }

    void signed(Stored sheet, int number, PersonalSignature by, @Nullable String salt, @Nullable String digest, PdfSigning.Signed signed) {
        jdbc.sql("update cs_sheet set pdf = ?, signatures = ? where sheet_id = ?").params(signed.pdf(), number, sheet.id()).update();
        try {
            jdbc.sql("""
                    insert into cs_signature (sheet_id, signature_number, person_id, person_name, person_role, in_place_of, decision, comment_text,
                    comment_salt, comment_sha256, intent, authenticated_by, signed_at, certificate_serial, certificate)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(Arrays.asList(sheet.id(), number, by.personId(), by.name(), by.role(), by.inPlaceOf(), by.decision(),
                            by.comment(), salt, digest, by.intent(), by.authenticatedBy(), utc(by.at()),
                            signed.certificate().getSerialNumber().toString(16), signed.certificate().getEncoded())).update();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Signature> signaturesOf(String caseId) {
        return jdbc.sql("""
                select s.sheet_number, s.sha256, g.signature_number, g.person_id, g.person_name, g.person_role, g.in_place_of, g.decision,
                g.comment_text, g.intent, g.authenticated_by, g.signed_at, g.comment_salt, g.comment_sha256, g.certificate_serial
                from cs_signature g join cs_sheet s on s.sheet_id = g.sheet_id
                where s.case_id = ? order by s.sheet_number, g.signature_number""").param(caseId)
                .query((rs, n) -> new Signature(rs.getInt(1), rs.getString(2), rs.getInt(3),
                        new PersonalSignature(rs.getString(4), rs.getString(5), rs.getString(6), rs.getString(7), rs.getString(8), rs.getString(9),
                                rs.getString(10), rs.getString(11), instant(rs, 12)),
                        rs.getString(13), rs.getString(14), rs.getString(15))).list();
    }

    static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet rs, int column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Sheet sheet(ResultSet rs, int n) throws SQLException {
        return new Sheet(rs.getString(1), rs.getInt(2), instant(rs, 3), rs.getString(4), rs.getInt(5));
    }

    private static Stored stored(ResultSet rs, int n) throws SQLException {
        return new Stored(rs.getLong(1), rs.getString(2), rs.getInt(3), instant(rs, 4), rs.getString(5), rs.getLong(6), rs.getInt(7), rs.getBytes(8));
    }
}
