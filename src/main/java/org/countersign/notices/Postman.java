package org.countersign.notices;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.countersign.institution.Institution;
import org.countersign.notices.Outbox.Letter;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Takes waiting mail to the mail server, after the caller's transaction and apart from it. A server that does not answer delays mail and nothing else. */
@Component
@ConditionalOnProperty("spring.mail.host")
class Postman {

    private static final Logger log = LoggerFactory.getLogger(Postman.class);
    private static final int MOST_A_ROUND = 200;
    private static final String PATIENCE_MS = "10000";

    private final Outbox outbox;
    private final JavaMailSender server;
    private final People people;
    private final Institution institution;
    private final NoticesSettings settings;
    private final String publicUrl;
    private final SpringTemplateEngine templates;

    Postman(Outbox outbox, JavaMailSender server, People people, Institution institution, NoticesSettings settings,
            @Value("${countersign.public-url:http://127.0.0.1:8080}") String publicUrl) {
        this.outbox = outbox;
        this.server = server;
        this.people = people;
        this.institution = institution;
        this.settings = settings;
        if (!publicUrl.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+(/[!-~]*)?")) {
            throw new InvalidConfigurationPropertyValueException("countersign.public-url", publicUrl,
                    "It must be an address such as https://countersign.college.example; the links in mails start with it.");
        }
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.templates = engine();
        if (server instanceof JavaMailSenderImpl smtp) {
            beImpatient(smtp.getJavaMailProperties());
        }
    }

    @Scheduled(fixedDelayString = "${countersign.notices.every:5s}")
    void round() {
        for (long id : outbox.due(MOST_A_ROUND)) {
            Optional<Letter> letter = outbox.claim(id);
            if (letter.isPresent() && !deliver(letter.get())) {
                return; // The server is away: the others would only wait for it one after the other.
            }
        }
    }

    /** @return false when the mail server itself does not answer */
    private boolean deliver(Letter letter) {
        Optional<Person> reader = people.byId(letter.personId()).filter(p -> p.isEmployedOn(people.today()));
        if (reader.isEmpty()) {
            outbox.noAddress(letter);
            return true;
        }
        try {
            server.send(message(letter, reader.get()));
        } catch (MessagingException | UnsupportedEncodingException | RuntimeException e) {
            boolean again = outbox.failed(letter, e.getClass().getSimpleName() + ": " + e.getMessage());
            log.warn("Mail for notice {} was not delivered at attempt {}: {}; {}", letter.id(), letter.attempts(), e.getClass().getSimpleName(),
                    again ? "it is tried again" : "it is given up, the notice stays in the list");
            return !isServerAway(e);
        }
        outbox.sent(letter);
        return true;
    }

    /** A refusal of one message carries no cause of its own; a lost or refused connection does. */
    private static boolean isServerAway(Exception e) {
        return e instanceof MailAuthenticationException || e instanceof MailSendException && e.getCause() != null;
    }

    private MimeMessage message(Letter letter, Person reader) throws MessagingException, UnsupportedEncodingException {
        Context values = new Context(Locale.UK, Map.of("institution", institution.name(), "name", reader.name(),
                "subject", letter.subject(), "lines", letter.text().lines().toList(), "hasCalendar", letter.calendar() != null, "address", publicUrl + letter.link()));
        MimeMessage message = server.createMimeMessage();
        MimeMessageHelper mail = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
        mail.setFrom(settings.from(), institution.name());
        mail.setTo(new InternetAddress(reader.email(), reader.name(), StandardCharsets.UTF_8.name()));
        mail.setSubject(letter.subject());
        mail.setText(plain(letter, reader), templates.process(template(letter.template()), values));
        CalendarEntry calendar = letter.calendar();
        if (calendar != null) {
            String file = CalendarFile.sentTo(publicUrl, calendar, letter.toldAt(), letter.link(), settings.from(), reader.email());
            mail.addAttachment(calendar.uid() + ".ics", new ByteArrayResource(file.getBytes(StandardCharsets.UTF_8)),
                    "text/calendar; charset=UTF-8; method=" + (calendar.cancelled() ? "CANCEL" : "REQUEST"));
        }
        message.setHeader("Message-ID", "<notice-" + letter.id() + "." + letter.toldAt().toEpochMilli() + "@" + URI.create(publicUrl).getHost() + ">");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        return message;
    }

    private String plain(Letter letter, Person reader) {
        return "Dear " + reader.name() + ",\n\n" + letter.text() + "\n\n" + publicUrl + letter.link() + "\n\n" + institution.name()
                + "\nThis message was sent by the institution's Countersign; please do not answer it.\n";
    }

    private static String template(String name) {
        return new ClassPathResource("templates/" + name + ".mail.html").exists() ? name + ".mail" : "mail";
    }

    /** An engine of its own, so that no setting of the pages' one changes the mails. */
    private static SpringTemplateEngine engine() {
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        files.setTemplateMode(TemplateMode.HTML);
        files.setCharacterEncoding(StandardCharsets.UTF_8.name());
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        return engine;
    }

    /** Without these a silent server would hold the worker for ever. */
    private static void beImpatient(Properties smtp) {
        for (String what : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            smtp.putIfAbsent("mail.smtp." + what, PATIENCE_MS);
            smtp.putIfAbsent("mail.smtps." + what, PATIENCE_MS);
        }
    }
}
