;;; Driven by editors.test.ts: uses eglot on the open file and writes what it saw to $REPORT.  -*- lexical-binding: t -*-

(require 'json)
(require 'flymake)

(defvar report nil "What is seen, as an association list.")

(defun note (key value)
  (push (cons key value) report))

(defun await (what ready)
  "Wait until READY gives something, and return it; fail over WHAT after a minute.
Changes are sent by hand: eglot does it once Emacs is idle, which a batch run never is."
  (let ((end (+ (float-time) 60)) found)
    (while (not (setq found (funcall ready)))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (when (eglot-current-server) (eglot--signal-textDocument/didChange))
      (accept-process-output nil 0.05))
    found))

(defun diagnostics ()
  (seq-filter (lambda (one) (string-match-p "log socket" (flymake-diagnostic-text one)))
              (flymake-diagnostics)))

(defun see-diagnostic ()
  (let ((found (car (await "the diagnostic" #'diagnostics))))
    (goto-char (flymake-diagnostic-beg found))
    (note 'diagnostic
          `((line . ,(line-number-at-pos))
            (severity . ,(if (eq (flymake-diagnostic-type found) 'eglot-error) 1 2))
            (message . ,(flymake-diagnostic-text found))))))

(defun take-quick-fix ()
  (let ((last-nonmenu-event ?x))
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt actions _filter _strict _initial _history default)
                 (note 'offered (vconcat (mapcar #'car actions)))
                 default)))
      (eglot-code-actions (line-beginning-position) (line-end-position) nil t)))
  (await "the quick fix" (lambda () (string-match-p "\\$http_upgrade" (buffer-string))))
  (await "the end of the diagnostic" (lambda () (not (diagnostics)))))

(defun complete ()
  (goto-char (point-min))
  (search-forward "proxy_pass")
  (end-of-line)
  (insert "\n      proxy_re")
  (let ((found (eglot-completion-at-point)))
    (note 'completions (vconcat (all-completions "proxy_re" (nth 2 found)))))
  (delete-region (line-beginning-position) (1+ (line-end-position))))

(defun rename ()
  (goto-char (point-min))
  (search-forward "upstream ")
  (eglot-rename "stigman_app")
  (await "the new name" (lambda () (string-match-p "http://stigman_app/" (buffer-string)))))

(condition-case problem
    (progn
      (find-file "nginx.conf")
      (run-hooks 'post-command-hook)
      (await "the server" #'eglot-current-server)
      (see-diagnostic)
      (take-quick-fix)
      (complete)
      (rename)
      (save-buffer)
      (eglot-shutdown (eglot-current-server)))
  (error (note 'problem (error-message-string problem))))
(with-temp-file (getenv "REPORT") (insert (json-encode report)))
